import type { Problem } from '../problems.ts';

/** The tfjs backends a tab can train on. */
export type Backend = 'wasm' | 'webgl' | 'webgpu' | 'cpu';

/** Why a tab computes with what it does. */
export type BackendReason =
  /** It was asked for. */
  | { code: 'asked' }
  /** There is no graphics hardware to compare with. */
  | { code: 'only-one' }
  /** WebAssembly does not start. */
  | { code: 'no-wasm' }
  /** What was asked for is not there. */
  | { code: 'unavailable'; wanted: Backend }
  /** It has all that the network needs, which that one has not. @param what tfjs' name of it */
  | { code: 'lacks'; lacking: Backend; what: string }
  /** The graphics hardware went away. */
  | { code: 'lost'; lost: Backend }
  /** A step took it so long, and the other one longer; null where that does not start. */
  | { code: 'faster'; milliseconds: number; other: Backend; otherMilliseconds: number | null };

/** What a tab trains on. */
export interface ChosenBackend {
  readonly name: Backend;
  readonly why: BackendReason;
  /** Where it is not what was asked for; else null. */
  readonly problem: Problem | null;
}
