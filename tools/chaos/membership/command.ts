/** `npm run chaos -- membership`: memberships under faults, seed by seed; or rooms of several sizes, measured. */
import { fewestLinks } from '@hearsay/shared/membership/degree.ts';
import {
  measureComponents,
  measureDegrees,
} from '@hearsay/shared/simulation/membership/overlay-measurements.ts';
import { formatNumber } from '@hearsay/shared/util/format-number.ts';
import { writeChart } from '../../command-line/files.ts';
import { integer, list, parseFlags, range, text } from '../../command-line/flags.ts';
import { createProgress } from '../../command-line/progress.ts';
import { type Cell, formatTable } from '../../command-line/table.ts';
import { measureAll } from '../../experiments/run-all.ts';
import type { Chaos } from '../chaos.ts';
import type { RoomResult, RoomTask } from './room.ts';
import { roomProblems, roomsChart, roomsTable } from './rooms-report.ts';
import { type ChaosResult, replayCommand, runScenario, scenarioOf } from './scenario.ts';

const MOST_SEED = 2 ** 32 - 1;
const DEFAULT_SEEDS = Array.from({ length: 1000 }, (_, place) => place + 1);
const DEFAULT_PEERS = [16, 64, 256, 1024, 4096, 10_000];
/** Runs that a thread is given at a time. */
const SEEDS_PER_TASK = 20;
/** Failing seeds that are shown. */
const MOST_SHOWN = 10;

export const membership: Chaos = {
  name: 'membership',
  summary: 'peers that come, go and crash, handshakes that fail, networks and servers that are cut off',
  async run(argv) {
    const { values } = parseFlags(
      {
        command: 'npm run chaos -- membership',
        summary:
          'Simulates who is neighbour to whom while all goes wrong, and looks whether it mended. With --chart or --peers ' +
          'it measures rooms under churn instead: minutes where there are 10,000 peers.',
        flags: {
          seeds: { ...range(0, MOST_SEED), initial: DEFAULT_SEEDS, help: 'which runs' },
          seed: { ...integer(0, MOST_SEED), initial: null, help: 'one run alone, with its course' },
          peers: { ...list(integer(8, 100_000)), initial: null, help: 'sizes of rooms to measure' },
          chart: { ...text(), initial: null, help: 'the file of a chart of what was measured of rooms' },
        },
      },
      argv,
    );
    const { seeds, seed, peers, chart } = values;
    if (chart !== null || peers !== null) await measureRooms(peers ?? DEFAULT_PEERS, seed ?? 1, chart);
    else if (seed !== null) runOne(seed);
    else await runMany(seeds);
  },
};

function runOne(seed: number): void {
  const scenario = scenarioOf(seed);
  const rows: Cell[][] = [];
  const { violations } = runScenario(scenario, (overlay) => {
    const degrees = measureDegrees(overlay);
    rows.push([
      overlay.now,
      overlay.living.count,
      measureComponents(overlay).apart.length,
      degrees.least,
      degrees.mean,
      degrees.most,
      fewestLinks(overlay.living.count),
      overlay.server.size,
    ]);
  });
  console.log(JSON.stringify(scenario));
  const header = [
    'time',
    'living',
    'apart',
    'least links',
    'mean',
    'most',
    'fewest wanted',
    'known to the server',
  ];
  console.log(formatTable(header, rows));
  if (violations.length > 0) throw new Error(`Seed ${seed}: ${violations.slice(0, MOST_SHOWN).join('; ')}`);
  console.log(`Seed ${seed}: all holds in the end.`);
}

async function runMany(seeds: readonly number[]): Promise<void> {
  const tasks: number[][] = [];
  for (let first = 0; first < seeds.length; first += SEEDS_PER_TASK) {
    tasks.push(seeds.slice(first, first + SEEDS_PER_TASK));
  }
  const module = new URL('./seeds.ts', import.meta.url).href;
  const results = (await measured(
    tasks.map((input) => ({ module, input })),
    'Membership under faults',
  )) as ChaosResult[][];
  const all = results.flat();
  const failed = all.filter(({ violations }) => violations.length > 0);
  const sum = (of: (result: ChaosResult) => number): number => all.reduce((total, one) => total + of(one), 0);
  console.log(
    `${all.length} seeds, ${formatNumber(sum(({ arrived }) => arrived))} peers, ` +
      `${formatNumber(sum(({ handshakes }) => handshakes))} handshakes: ${failed.length} failed.`,
  );
  for (const { seed, violations } of failed.slice(0, MOST_SHOWN)) {
    console.log(`${replayCommand(seed)}\n  ${violations[0]}`);
  }
  if (failed.length > 0) throw new Error(`${failed.length} of ${all.length} seeds failed`);
}

async function measureRooms(peers: readonly number[], seed: number, chart: string | null): Promise<void> {
  const module = new URL('./room.ts', import.meta.url).href;
  const tasks = peers.map((count): RoomTask => ({ peers: count, seed }));
  const results = (await measured(
    tasks.map((input) => ({ module, input })),
    'Rooms under churn',
  )) as RoomResult[];
  console.log(roomsTable(results));
  if (chart !== null) {
    await writeChart(chart, roomsChart(results));
    console.log(`Chart: ${chart}`);
  }
  const problems = roomProblems(results);
  if (problems.length > 0) throw new Error(problems.join('; '));
}

async function measured(
  tasks: readonly { readonly module: string; readonly input: unknown }[],
  label: string,
): Promise<unknown[]> {
  const progress = createProgress({ total: tasks.length, label });
  return measureAll(tasks, progress.update).finally(progress.finish);
}
