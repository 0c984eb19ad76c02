/**
 * The least that a simulator of one-way gossip can do: a heap of two clocks a peer, and one flat array of parameters.
 * Nothing can be exchanged, nothing observed. What the real one takes longer is the price of that.
 */

import type { Objective } from '@hearsay/shared/simulation/learners/objective.ts';
import { createRandom } from '@hearsay/shared/util/random/random.ts';

/** Updates at rate 1, exchanges at rate ln n, at each peer. */
export function barePrototype(
  objective: Objective,
  stepSize: number,
): { runUntil(time: number): void; counts(): { exchanges: number; events: number } } {
  const { peers, dimension } = objective;
  const random = createRandom(1, 'prototype');
  const learners = Array.from({ length: peers }, (_, peer) => objective.learner(peer, random));
  const parameters = new Float32Array(peers * dimension);
  const views = learners.map((_, peer) => parameters.subarray(peer * dimension, (peer + 1) * dimension));
  const gradient = new Float32Array(dimension);
  const gossipRate = Math.log(peers);
  // Clock k is the update clock of peer k / 2 if k is even, else its gossip clock.
  const times = Float64Array.from({ length: 2 * peers }, (_, k) =>
    random.exponential(k % 2 === 0 ? 1 : gossipRate),
  );
  const heap = Int32Array.from({ length: 2 * peers }, (_, k) => k);
  for (let place = (heap.length >> 1) - 1; place >= 0; place--) sink(heap, times, place);
  let exchanges = 0;
  let events = 0;

  const exchange = (from: number): void => {
    const other = random.integer(peers - 1);
    const a = from * dimension;
    const b = (other < from ? other : other + 1) * dimension;
    for (let i = 0; i < dimension; i++) parameters[b + i] += (parameters[a + i] - parameters[b + i]) / 2;
    exchanges += 1;
  };
  const update = (peer: number): void => {
    const own = views[peer];
    learners[peer].gradient(own, gradient);
    for (let i = 0; i < dimension; i++) own[i] -= stepSize * gradient[i];
  };
  return {
    runUntil(time) {
      for (let clock = heap[0]; times[clock] <= time; clock = heap[0]) {
        const isGossip = (clock & 1) === 1;
        if (isGossip) exchange(clock >> 1);
        else update(clock >> 1);
        times[clock] += random.exponential(isGossip ? gossipRate : 1);
        sink(heap, times, 0);
        events += 1;
      }
    },
    counts: () => ({ exchanges, events }),
  };
}

function sink(heap: Int32Array, times: Float64Array, from: number): void {
  const clock = heap[from];
  const time = times[clock];
  let place = from;
  for (let child = 2 * place + 1; child < heap.length; child = 2 * place + 1) {
    if (child + 1 < heap.length && times[heap[child + 1]] < times[heap[child]]) child += 1;
    if (time <= times[heap[child]]) break;
    heap[place] = heap[child];
    place = child;
  }
  heap[place] = clock;
}
