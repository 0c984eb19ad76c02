/** A room for tests of the rules of a hub: peers that mix what they get at once, of which the first is the hub. */
import { lonePeer, neighbourhoodOf } from '../peer-context.fake.ts';
import type { PeerContext } from '../peer-context.ts';
import type { PeerIndex } from '../peer-index.ts';
import type { Mixing } from './mixing.ts';

export interface FakeRoom {
  readonly states: Float32Array[];
  readonly rules: Mixing[];
  /** Finished updates, by peer. */
  readonly updates: number[];
  /** What a peer's gossip clock does. */
  ring(peer: PeerIndex): void;
}

/** @param hears whether a message gets through */
export function hubRoom(
  initial: readonly (readonly number[])[],
  create: (peer: PeerContext) => Mixing,
  hears: (from: PeerIndex, to: PeerIndex) => boolean = () => true,
): FakeRoom {
  const peers = initial.map((_, peer) => peer);
  const states = initial.map((state) => Float32Array.from(state));
  const scratch = new Float32Array(initial[0].length + 1);
  const updates = peers.map(() => 0);
  const contexts = peers.map((self) => ({
    ...lonePeer({
      self,
      neighbours: neighbourhoodOf(
        peers.filter((peer) => peer !== self),
        self,
      ),
      send(to, kind, vector) {
        if (to !== self && !hears(self, to)) return;
        const answers = rules[to].receive(kind, vector, 1, states[to], scratch, self);
        if (answers) contexts[to].send(self, 'reply', scratch);
      },
    }),
    get updates() {
      return updates[self];
    },
  }));
  const rules: Mixing[] = contexts.map(create);
  return {
    states,
    rules,
    updates,
    ring(peer) {
      const message = rules[peer].offer(states[peer], 0);
      if (message !== null) contexts[peer].send(0, 'offer', message);
    },
  };
}
