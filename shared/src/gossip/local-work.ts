/** The local steps of one update after another: begun at once each after the one before, giving way between real ones. */
import type { Environment } from './environment/environment.ts';
import type { LocalUpdate } from './local-update/local-update.ts';

export class LocalWork {
  readonly #environment: Environment;
  readonly #localUpdate: LocalUpdate;
  readonly #state: Float32Array;
  #steps = 0;
  /** Steps done of the update under way. */
  #done = 0;
  #stepBegun = false;
  #underWay = false;
  #stepSeconds: number | null = null;

  constructor(environment: Environment, localUpdate: LocalUpdate, state: Float32Array) {
    this.#environment = environment;
    this.#localUpdate = localUpdate;
    this.#state = state;
  }

  /** Finished local steps. */
  get steps(): number {
    return this.#steps;
  }

  /** Whether an update has begun and is not finished. */
  get isUnderWay(): boolean {
    return this.#underWay;
  }

  /** Called where the peer goes on from another time. */
  goOnFrom(steps: number): void {
    this.#steps = steps;
  }

  /** Begins an update. */
  begin(): void {
    this.#done = 0;
    this.#underWay = true;
  }

  /** Lets the update go on from its last whole step, after a pause. */
  interrupt(): void {
    this.#stepBegun = false;
  }

  /** Goes on with the update. @returns whether it is finished; else the alarm `step` says when to go on */
  advance(): boolean {
    for (;;) {
      if (!this.#stepBegun) {
        this.#localUpdate.begin(this.#state);
        this.#stepBegun = true;
        this.#stepSeconds = this.#environment.stepSeconds();
        if (this.#stepSeconds !== null && this.#stepSeconds > 0) {
          this.#environment.wakeAt('step', this.#environment.now() + this.#stepSeconds);
          return false;
        }
      }
      this.#localUpdate.end(this.#state);
      this.#stepBegun = false;
      this.#steps += 1;
      this.#done += 1;
      if (this.#done === this.#localUpdate.steps) {
        this.#underWay = false;
        return true;
      }
      if (this.#stepSeconds === null) {
        this.#environment.wakeAt('step', this.#environment.now());
        return false;
      }
    }
  }
}
