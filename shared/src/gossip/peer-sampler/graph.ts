/** Fixed graphs on the peers of a room, by their places in the common order. */

import { createRandom, shuffle } from '../../util/random/random.ts';
import type { PeerIndex } from '../peer-index.ts';
import { drawFree, type PeerSampler, type SamplerContext } from './peer-sampler.ts';

/** For each place, the places of its neighbours; those that it sends to, where the graph is directed. */
export type Graph = (size: number) => readonly (readonly number[])[];

const places = (size: number): number[] => Array.from({ length: size }, (_, place) => place);

/** The places at some distances around a ring, each once. */
const around = (size: number, distances: readonly number[]): number[][] =>
  places(size).map((place) => {
    const found = distances.map((distance) => (place + distance + size) % size);
    return [...new Set(found)].filter((other) => other !== place);
  });

export const complete: Graph = (size) =>
  places(size).map((place) => places(size).filter((other) => other !== place));

export const ring: Graph = (size) => around(size, [-1, 1]);

/** The first is neighbour to all, and they to it alone. */
export const star: Graph = (size) => places(size).map((place) => (place === 0 ? places(size).slice(1) : [0]));

/** Rows and columns that close on themselves, as square as the size's divisors allow. */
export const torus: Graph = (size) => {
  let rows = Math.floor(Math.sqrt(size));
  while (size % rows !== 0) rows -= 1;
  const columns = size / rows;
  return places(size).map((place) => {
    const row = Math.floor(place / columns);
    const column = place % columns;
    const at = (r: number, c: number): number => ((r + rows) % rows) * columns + ((c + columns) % columns);
    const found = [at(row - 1, column), at(row + 1, column), at(row, column - 1), at(row, column + 1)];
    return [...new Set(found)].filter((other) => other !== place);
  });
};

/** Directed: to those 1, 2, 4, 8 ... places on. Assran et al. 2019 (arXiv 1811.10792), appendix A. */
export const exponential: Graph = (size) => {
  const distances: number[] = [];
  for (let distance = 1; distance < size; distance *= 2) distances.push(distance);
  return around(size, distances);
};

/** Random orders that are tried for rings without an edge in common. */
const MOST_ATTEMPTS = 2000;

/** Degree d wherever the size allows: rings through all peers in d / 2 random orders. @param degree even */
export const randomRegular =
  (degree: number, seed: number): Graph =>
  (size) => {
    const edges = places(size).map(() => new Set<number>());
    const wanted = Math.min(degree, size - 1);
    const random = createRandom(seed, 'graph', size);
    // Two rings may share an edge: then another is tried, as long as there is hope.
    for (let attempt = 1; attempt <= MOST_ATTEMPTS && edges.some((found) => found.size < wanted); attempt++) {
      const order = Uint32Array.from(places(size));
      shuffle(order, random);
      const pairs = places(size).map((k) => [order[k], order[(k + 1) % size]] as const);
      const isNew = pairs.every(([a, b]) => a !== b && !edges[a].has(b) && edges[a].size < wanted);
      if (!isNew && attempt < MOST_ATTEMPTS) continue;
      for (const [a, b] of pairs) {
        if (a === b) continue;
        edges[a].add(b);
        edges[b].add(a);
      }
    }
    return edges.map((found) => [...found].sort((a, b) => a - b));
  };

/** A sampler of the neighbours on a graph, each as likely. */
export function graphSampler(graph: Graph): PeerSampler {
  let known: readonly (readonly number[])[] = [];
  const edgesOf = (size: number): readonly (readonly number[])[] => {
    if (known.length !== size) known = graph(size);
    return known;
  };
  const mine = ({ neighbours: { count, place } }: SamplerContext): readonly number[] =>
    edgesOf(count + 1)[place] ?? [];
  const peerAt = ({ neighbours }: SamplerContext, place: number): PeerIndex =>
    neighbours.at(place < neighbours.place ? place : place - 1);
  return {
    sample(context, isBusy) {
      const edges = mine(context);
      return drawFree(edges.length, (k) => peerAt(context, edges[k]), context.random, isBusy);
    },
    all(context, into) {
      for (const place of mine(context)) into.push(peerAt(context, place));
    },
    weight(context, other) {
      const { neighbours } = context;
      const place = neighbours.placeOf(other);
      if (place < 0) return 0;
      const edges = edgesOf(neighbours.count + 1);
      const here = edges[neighbours.place];
      const there = edges[place];
      const isEdge = here.includes(place) || there.includes(neighbours.place);
      return isEdge ? 1 / (1 + Math.max(here.length, there.length)) : 0;
    },
  };
}
