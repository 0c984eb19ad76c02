/** The tfjs backends a tab can train on. */
export type Backend = 'wasm' | 'webgl' | 'webgpu' | 'cpu';

/** What a tab trains on, in terms for people. */
export interface ChosenBackend {
  readonly name: Backend;
  /** Half a sentence, as in `5.2 ms a step; webgl takes 9.1 ms`. */
  readonly why: string;
  /** A sentence where it is not what was asked for; else null. */
  readonly problem: string | null;
}
