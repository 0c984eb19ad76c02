/**
 * The latest model of each neighbour, as it arrived. Between two exchanges a peer's own model leans towards its own data;
 * the mean of it and its neighbours' leans far less, since their leanings differ: that mean is the room's model, as this
 * peer knows it. It is what is predicted with, and nothing learns from it.
 */
import type { Neighbourhood } from './environment/environment.ts';
import type { Combine } from './mixing/graph-average.ts';
import type { PeerIndex } from './peer-index.ts';
import { add } from './vectors/arithmetic.ts';

/** Most neighbours whose models are kept; whoever was silent the longest gives way. */
export const MAX_NEIGHBOUR_MODELS = 24;

export class NeighbourModels {
  readonly #neighbours: Neighbourhood;
  /** The one that came last is last. */
  readonly #models = new Map<PeerIndex, Float32Array>();

  /** @param neighbours whose models are kept: those who are there when they are asked for */
  constructor(neighbours: Neighbourhood) {
    this.#neighbours = neighbours;
  }

  /** Keeps a copy in place of the model that was known. */
  keep(from: PeerIndex, model: Float32Array): void {
    if (this.#neighbours.placeOf(from) < 0) return;
    const kept = this.#models.get(from) ?? this.#spare() ?? new Float32Array(model.length);
    kept.set(model);
    this.#models.delete(from);
    this.#models.set(from, kept);
  }

  forget(peer: PeerIndex): void {
    this.#models.delete(peer);
  }

  /** The kept models of those who are neighbours now; they are written over by what arrives next. */
  all(): Float32Array[] {
    return [...this.entries().values()];
  }

  /** The same, by whose they are. */
  entries(): ReadonlyMap<PeerIndex, Float32Array> {
    for (const peer of this.#models.keys()) if (this.#neighbours.placeOf(peer) < 0) this.#models.delete(peer);
    return this.#models;
  }

  /** That of the neighbour who gives way, where one has to. */
  #spare(): Float32Array | undefined {
    if (this.#models.size < MAX_NEIGHBOUR_MODELS) return undefined;
    for (const [oldest, model] of this.#models) {
      this.#models.delete(oldest);
      return model;
    }
    return undefined;
  }
}

/**
 * Makes a model the mean of it and others, all as long, in place.
 * @param combine in place of the plain mean, where another rule makes one of several
 */
export function averageWith(model: Float32Array, others: readonly Float32Array[], combine?: Combine): void {
  if (others.length === 0) return;
  const weight = 1 / (others.length + 1);
  if (combine) {
    const contributions = others.map((state) => ({ weight, state }));
    combine(model, weight, contributions);
    return;
  }
  // Sums of so few numbers as may arrive are finite.
  for (const other of others) add(model, other);
  for (let i = 0; i < model.length; i++) model[i] *= weight;
}
