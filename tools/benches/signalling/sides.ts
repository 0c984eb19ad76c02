/** The servers that are compared, the load that all get, and rows of what is one over the other. */
import { fileURLToPath } from 'node:url';
import { type BenchRow, median, rowOf } from '../bench.ts';
import { type Child, startChild } from './child.ts';
import type { ContestantRequest, ContestantSetting, Usage } from './contestant.ts';
import type { JoinLoad, LoadReply, LoadRequest } from './load-client.ts';

/** How long is measured. */
export interface Lengths {
  /** Times that all servers get the same load, in turn. */
  readonly rounds: number;
  readonly joins: number;
  readonly pacedSeconds: number;
  /** Handshakes of each pair. */
  readonly relays: number;
  /** That stay and do nothing. */
  readonly peers: number;
  readonly idleSeconds: number;
  readonly lecture: number;
  readonly lectureSeconds: number;
}

export type Load = Child<LoadRequest, LoadReply>;
export type Contestant = Child<ContestantRequest, Usage>;

export const fileOf = (name: string): string => fileURLToPath(new URL(`./${name}.ts`, import.meta.url));

/** Into which directory the server's processor profile goes, by `SIGNALLING_PROFILE`. */
const PROFILES = process.env.SIGNALLING_PROFILE;

function startContestant(setting: ContestantSetting): Promise<Contestant> {
  const isProfiled = PROFILES !== undefined && setting.kind === 'hearsay';
  const options = isProfiled ? ['--cpu-prof', `--cpu-prof-dir=${PROFILES}`] : [];
  return startChild(fileOf('contestant'), setting, options);
}

/** Runs with a server of each kind at once, and ends them. */
export async function withContestants<T>(
  settings: readonly ContestantSetting[],
  use: (contestants: Contestant[]) => Promise<T>,
): Promise<T> {
  const contestants: Contestant[] = [];
  try {
    for (const setting of settings) contestants.push(await startContestant(setting));
    return await use(contestants);
  } finally {
    for (const contestant of contestants) await contestant.stop();
  }
}

/** @throws Error where one of the peers was refused: what is measured then is something else */
export async function joinAll(load: Load, joins: Omit<JoinLoad, 'kind'>): Promise<LoadReply> {
  const reply = await load.ask({ kind: 'join', ...joins });
  if (reply.refused > 0) throw new Error(`${reply.refused} joins were refused: ${reply.refusal}`);
  return reply;
}

/** What a server spends, in microseconds of processor time, while something is done. */
export async function spentBy<T>(
  contestants: readonly Contestant[],
  act: () => Promise<T>,
): Promise<{ result: T; spent: number[] }> {
  const before: Usage[] = [];
  for (const contestant of contestants) before.push(await contestant.ask({ kind: 'usage' }));
  const result = await act();
  const spent: number[] = [];
  for (const [at, contestant] of contestants.entries())
    spent.push((await contestant.ask({ kind: 'usage' })).cpuMicroseconds - before[at].cpuMicroseconds);
  return { result, spent };
}

export async function portOf(contestant: Contestant): Promise<number> {
  return (await contestant.ask({ kind: 'usage' })).port;
}

/** A row whose ratio is the median over another server's. @param better which of the two is: `more` or `less` */
export function over(
  name: string,
  unit: string,
  better: 'more' | 'less',
  own: readonly number[],
  other: readonly number[],
  target?: number,
): BenchRow {
  const quotient = median(own) / median(other);
  const ratio = better === 'more' ? quotient : 1 / quotient;
  const judged = target === undefined ? {} : { target, meets: ratio >= target };
  return { ...rowOf(name, own, unit), ratio, ...judged };
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
