/** One message of nonsense to one peer of a room that has learned: what the room loses. */
import { withOptions } from '@hearsay/shared/gossip/method-options.ts';
import { mitraUlukus } from '@hearsay/shared/methods/mitra-ulukus.ts';
import { blobs } from '@hearsay/shared/simulation/learners/blobs.ts';
import { mlp } from '@hearsay/shared/simulation/learners/mlp.ts';
import { Simulation } from '@hearsay/shared/simulation/simulation.ts';
import { createRandom, type Random } from '@hearsay/shared/util/random/random.ts';
import { atMost, type BenchRow } from '../bench.ts';

const PEERS = 16;
const INPUTS = 20;
const CLASSES = 10;
const RATE = 0.1;
/** A point. */
const TARGET = 0.01;
/** Updates until the message comes, and after it. */
const BEFORE = 40;
const AFTER = 5;

const MESSAGES: readonly { readonly name: string; readonly number: (place: number) => number }[] = [
  { name: '1000', number: () => 1000 },
  { name: '1e29', number: () => 1e29 },
  { name: 'NaN', number: () => Number.NaN },
  { name: 'infinity', number: () => Number.POSITIVE_INFINITY },
  { name: 'the largest and smallest floats', number: (place) => (place % 2 === 0 ? 3.4e38 : -3.4e38) },
];

export function lostToOneMessage(): BenchRow[] {
  const undisturbed = accuracyAfter(null);
  return MESSAGES.map(({ name, number }) =>
    atMost(`trust: lost to one message of ${name}`, undisturbed - accuracyAfter(number), 'share', TARGET),
  );
}

/** Of the worst peer. */
function accuracyAfter(number: ((place: number) => number) | null): number {
  const seed = 1;
  const data = blobs({
    peers: PEERS,
    seed,
    inputs: INPUTS,
    classes: CLASSES,
    samples: 100,
    labelsPerPeer: CLASSES,
  });
  const objective = mlp({ data, units: [INPUTS, 32, CLASSES], batchSize: 20 });
  const plain = mitraUlukus({
    gossip: 'ln',
    per: 'update',
    update: { rateOf: () => 1 },
    steps: 5,
    rate: RATE,
    exchange: 'swap',
  });
  const method = withOptions(plain, { guarded: true });
  // A stream for each peer: one message more or less is then the only difference.
  const randomOf = (peer: number): Random => createRandom(seed, 'peer', peer);
  const simulation = new Simulation({ peers: PEERS, seed, method, objective, trackedPeers: 0, randomOf });
  simulation.runUntil(BEFORE);
  if (number !== null) {
    const message = simulation.peers[0].model.map((_, place) => number(place));
    simulation.peers[0].receive(PEERS - 1, 'offer', message, null);
  }
  simulation.runUntil(BEFORE + AFTER);
  return Math.min(...simulation.peers.map(({ model }) => objective.evaluate(model).accuracy ?? 0));
}
