/** How far a peer moves by itself: the scale by which it judges what others would move it by, before it knows them. */
import type { LocalUpdate } from '../local-update/local-update.ts';
import { type Memory, memoryOf } from '../memory.ts';
import { distanceOf } from '../vectors/arithmetic.ts';

/** Weight of the newest step in the smoothed length. */
const SMOOTHING = 0.05;

export class OwnStep {
  #length = 0;
  #longest = 0;
  #measured = 0;
  #before: Float32Array | null = null;
  /** So that who goes on after it has learned most still knows how far it once moved. */
  readonly memory: Memory = memoryOf(
    [],
    () => [this.#length, this.#longest, this.#measured],
    ([length, longest, measured]) => {
      this.#length = length;
      this.#longest = longest;
      this.#measured = measured;
    },
  );

  /** Length of the way of one local update: its steps, one after the other; 0 before the first. */
  get updateLength(): number {
    return this.#length;
  }

  /** The longest such way: who has learned all that its own examples teach moves no more, and may still be moved. */
  get longest(): number {
    return this.#longest;
  }

  /** The same local update, the first step of each of which is measured. Memory: one vector as long as the state. */
  measured(update: LocalUpdate): LocalUpdate {
    let step = 0;
    return {
      ...update,
      begin: (parameters) => update.begin(parameters),
      end: (parameters) => {
        const measures = step === 0;
        step = (step + 1) % update.steps;
        if (!measures) {
          update.end(parameters);
          return;
        }
        this.#before ??= new Float32Array(parameters.length);
        this.#before.set(parameters);
        update.end(parameters);
        this.#note(update.steps * distanceOf(parameters, this.#before));
      },
    };
  }

  #note(length: number): void {
    if (!Number.isFinite(length)) return;
    this.#longest = Math.max(this.#longest, length);
    this.#measured += 1;
    this.#length += (length - this.#length) * Math.max(SMOOTHING, 1 / this.#measured);
  }
}
