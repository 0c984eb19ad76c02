/** The join form's fields as text, and the way from there to settings: through the fragment's own parser. */
import { formatDriftCorrection } from '@hearsay/shared/gossip/drift-correction/drift-correction.ts';
import {
  formatOwnOptions,
  formatPartition,
  type Partition,
  parseSettings,
  type RunSettings,
  type SettingProblem,
} from '@hearsay/shared/settings/run-settings.ts';

export interface FormTexts {
  readonly room: string;
  /** Empty where everybody can join who knows the room's name. */
  readonly key: string;
  readonly task: string;
  readonly kind: Partition['kind'];
  /** Labels each tab gets, for the kind `labels`. */
  readonly labels: string;
  /** Concentration, for the kind `dirichlet`. */
  readonly alpha: string;
  readonly samples: string;
  readonly seed: string;
  readonly gossip: string;
  readonly steps: string;
  readonly rate: string;
  readonly momentum: string;
  readonly driftCorrection: string;
  readonly guard: string;
  readonly exchange: string;
  readonly method: string;
  readonly codec: string;
  readonly backend: string;
  /** Options of the method's own; empty for its initial values. */
  readonly with: string;
  /** Empty for the slot that the server hands out. */
  readonly shard: string;
}

export function textsOf(settings: RunSettings): FormTexts {
  const { partition, shard } = settings;
  return {
    room: settings.room,
    key: settings.key,
    task: settings.task,
    kind: partition.kind,
    labels: String(partition.kind === 'labels' ? partition.labels : 2),
    alpha: String(partition.kind === 'dirichlet' ? partition.alpha : 0.5),
    samples: String(settings.samples),
    seed: String(settings.seed),
    gossip: String(settings.gossip),
    steps: String(settings.steps),
    rate: String(settings.rate),
    momentum: String(settings.momentum),
    driftCorrection: formatDriftCorrection(settings.driftCorrection),
    guard: settings.guard,
    exchange: settings.exchange,
    method: settings.method,
    codec: settings.codec,
    backend: settings.backend,
    with: formatOwnOptions(settings.with),
    shard: shard === null ? '' : `${shard.index}/${shard.count}`,
  };
}

/** The key that the room is to have: one that came with the address is for the room of the address alone. */
export function keyOf(texts: FormTexts, initial: RunSettings, makeKey: () => string): string {
  const isOfAnotherRoom = texts.key === initial.key && texts.room.trim() !== initial.room;
  return texts.key !== '' && isOfAnotherRoom ? makeKey() : texts.key;
}

/** Settings from the form; what the form does not show is taken over from `base`. */
export function readTexts(
  texts: FormTexts,
  base: RunSettings,
): { settings: RunSettings; problems: SettingProblem[] } {
  const { kind, labels, alpha, shard, ...plain } = texts;
  const partition =
    kind === 'labels'
      ? `labels:${labels.trim()}`
      : kind === 'dirichlet'
        ? `dirichlet:${alpha.trim()}`
        : formatPartition({ kind });
  const given: Partial<Record<keyof RunSettings, string>> = {
    ...plain,
    partition,
    ...(shard.trim() === '' ? {} : { shard }),
  };
  const fragment = Object.entries(given)
    .map(([name, text]) => `${name}=${encodeURIComponent(text.trim())}`)
    .join('&');
  const { settings, problems } = parseSettings(fragment);
  const isHidden = (name: string): boolean => name !== 'shard' && !Object.hasOwn(given, name);
  const hidden = Object.fromEntries(Object.entries(base).filter(([name]) => isHidden(name)));
  return { settings: { ...settings, ...hidden, ...hostOf(settings.room, base) }, problems };
}

/** A host is that of one room. A secret whose public key nobody knows yet may become that of any. */
function hostOf(
  room: string,
  { room: named, host, hostSecret, resets }: RunSettings,
): Pick<RunSettings, 'host' | 'hostSecret' | 'resets'> {
  if (room === named) return { host, hostSecret, resets };
  return { host: '', hostSecret: host === '' ? hostSecret : '', resets: 0 };
}
