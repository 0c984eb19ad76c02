/** A run's log as files: JSON for programs, CSV for spreadsheets. Neither has the room's key in it. */
import { formatSettings, type RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import packageJson from '../../package.json' with { type: 'json' };
import type { LogRow } from './run-log.ts';

const FORMAT = 1;

export interface RunLog {
  readonly settings: RunSettings;
  /** Null before it joined. */
  readonly peer: string | null;
  readonly slot: number | null;
  /** What it was computed with; null before it is known. */
  readonly backend: string | null;
  /** The browser's own words for itself. */
  readonly browser: string;
  readonly rows: readonly LogRow[];
}

/** Software that the run was made with. */
export const VERSIONS = {
  hearsay: packageJson.version,
  tfjs: packageJson.dependencies['@tensorflow/tfjs'],
} as const;

const COLUMNS = [
  'event',
  'seconds',
  'updates',
  'steps',
  'accuracy',
  'loss',
  'stepsPerSecond',
  'updateRate',
  'gossipRate',
  'stalenessMean',
  'stalenessMax',
  'sentModels',
  'sentBytes',
  'receivedModels',
  'receivedBytes',
  'dropped',
  'neighbours',
  'size',
  'detail',
] as const satisfies readonly (keyof LogRow)[];
/** The same in each row, so that the tables of several tabs can be put one below the other. */
const CONSTANT_COLUMNS = [
  'peer',
  'slot',
  'seed',
  'backend',
  'hearsay',
  'tfjs',
  'settings',
  'browser',
] as const;
/** Came later: programs may know columns by their places. */
const LATER_COLUMNS = ['roomAccuracy', 'roomLoss'] as const satisfies readonly (keyof LogRow)[];

/** The header of the CSV. */
export const CSV_COLUMNS: readonly string[] = [...COLUMNS, ...CONSTANT_COLUMNS, ...LATER_COLUMNS];

/** The settings as they stand in an address, to be shown to anybody: who has the key can join the room. */
export function shownSettings(settings: RunSettings): string {
  return formatSettings({ ...settings, key: '', auto: false });
}

export function logAsJson(log: RunLog): string {
  const { settings, rows, ...rest } = log;
  const { key: _, ...shown } = settings;
  return JSON.stringify(
    {
      format: 'hearsay-run-log',
      formatVersion: FORMAT,
      versions: VERSIONS,
      ...rest,
      seed: settings.seed,
      fragment: shownSettings(settings),
      settings: shown,
      rows,
    },
    null,
    1,
  );
}

/** As in RFC 4180, one header line. Empty where there is no value. */
export function logAsCsv(log: RunLog): string {
  const constants = [
    log.peer,
    log.slot,
    log.settings.seed,
    log.backend,
    VERSIONS.hearsay,
    VERSIONS.tfjs,
    shownSettings(log.settings),
    log.browser,
  ];
  const lines = log.rows.map((row) => [
    ...COLUMNS.map((name) => row[name]),
    ...constants,
    ...LATER_COLUMNS.map((name) => row[name]),
  ]);
  return [CSV_COLUMNS, ...lines].map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  // A spreadsheet takes text that begins like this for a formula, and errors may say what others sent.
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
