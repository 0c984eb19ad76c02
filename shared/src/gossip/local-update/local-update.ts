import type { Memory } from '../memory.ts';

/**
 * What one local update does: `steps` local steps, each in two phases, because the parameters go on changing by
 * mixing while a step is worked on. `begin` reads them, `end` applies what was learned to whatever they have
 * become. The time between is real in a tab and charged in the simulator.
 */
export interface LocalUpdate {
  /** Local steps in one update, at least 1. */
  readonly steps: number;
  /** Reads the parameters and works out a step. */
  begin(parameters: Float32Array): void;
  /** Applies the step in place. Called once after each `begin`, unless the peer was paused in between: then the same step
   * begins anew. */
  end(parameters: Float32Array): void;
  /** What carries over to later updates and lies in no state, where anything does. */
  readonly memory?: Memory;
}
