/** A peer's own model: the first numbers of its state, how it begins, and how it is replaced. */
import { allFinite } from './codec/float32.ts';
import type { Learner } from './learner/learner.ts';
import type { PeerParts } from './method.ts';
import { modelPart } from './model-part.ts';
import { averageWith, type NeighbourModels } from './neighbour-models.ts';
import type { PeerIndex } from './peer-index.ts';
import { isPlausible } from './plausible.ts';

export class OwnModel {
  readonly #learner: Learner;
  readonly #parts: PeerParts;
  readonly #state: Float32Array;
  readonly #initialise: (model: Float32Array) => void;
  readonly #neighbours: NeighbourModels | null;
  #lost = 0;

  /** @param neighbours where to keep what neighbours offer; null not to */
  constructor(
    learner: Learner,
    parts: PeerParts,
    state: Float32Array,
    initialise: ((model: Float32Array) => void) | undefined,
    neighbours: NeighbourModels | null,
  ) {
    this.#learner = learner;
    this.#parts = parts;
    this.#state = state;
    this.#initialise = initialise ?? ((model) => model.fill(0));
    this.#neighbours = neighbours;
  }

  /** `learner.dimension` long; read it before the peer goes on. */
  get parameters(): Float32Array {
    if (this.#parts.model !== undefined) return this.#parts.model(this.#state);
    return modelPart(this.#state, this.#learner.dimension);
  }

  /** How often it was no longer finite. */
  get lost(): number {
    return this.#lost;
  }

  /** The mean with what neighbours offered last, see `Peer.roomModel`. @param into overwritten */
  averageWithNeighbours(into: Float32Array): void {
    into.set(this.parameters);
    averageWith(into, this.#neighbours?.all() ?? [], this.#parts.mixing.combine);
  }

  /** Keeps what a neighbour offered, where that is a model. @param state the neighbour's */
  keepOffer(from: PeerIndex, state: Float32Array): void {
    if (this.#parts.mixing.offersModel) {
      this.#neighbours?.keep(from, modelPart(state, this.#learner.dimension));
    }
  }

  /** Keeps nothing of what a neighbour offered before. */
  dropOffer(from: PeerIndex): void {
    this.#neighbours?.forget(from);
  }

  /** Whether what arrived can be mixed. Other rules' messages carry numbers of their own besides models, such as serial
   * numbers. */
  canMix(vector: Float32Array): boolean {
    return this.#parts.mixing.offersState ? isPlausible(vector, this.#state) : allFinite(vector);
  }

  /** Whether a neighbour's offer can take the place of the state. */
  get canBeReplaced(): boolean {
    return this.#parts.mixing.offersState === true && this.#parts.mixing.toAll === undefined;
  }

  replace(state: Float32Array): void {
    this.#state.set(state);
    this.forgetTheWayHere();
  }

  /** Of a state on the next batch of examples; 0 without any. */
  lossOf(state: Float32Array): number {
    const { dimension } = this.#learner;
    if (this.#learner.hasExamples?.() === false) return 0;
    const loss = this.#learner.gradient(modelPart(state, dimension), new Float32Array(dimension));
    return Number.isNaN(loss) ? Number.POSITIVE_INFINITY : loss;
  }

  /** Begins anew where the state is not finite any more. @returns whether it was not */
  beginAnewIfLost(): boolean {
    if (allFinite(this.#state)) return false;
    this.#lost += 1;
    this.#initialise(modelPart(this.#state, this.#learner.dimension));
    this.#parts.initialise?.(this.#state);
    this.forgetTheWayHere();
    return true;
  }

  /** What was remembered of how it came here leads nowhere any more. */
  forgetTheWayHere(): void {
    if (this.#parts.forgetModel !== undefined) this.#parts.forgetModel();
    else this.#learner.forgetModel?.();
  }
}
