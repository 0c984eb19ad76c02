/**
 * What one local update does. It has two phases, because the parameters go on changing while it works:
 * `begin` reads them, `end` applies what was learned to whatever they have become by mixing. The time between
 * is real in a tab and charged in the simulator.
 */
export interface LocalUpdate {
  /** Local steps in one update. */
  readonly steps: number;
  /** Reads the parameters. Called once, before the steps. */
  begin(parameters: Float32Array): void;
  /** One local step on the copy that `begin` took. Called `steps` times. */
  step(): void;
  /** Applies the update in place. Called once, after the steps. */
  end(parameters: Float32Array): void;
}
