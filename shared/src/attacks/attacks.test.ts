import { describe, expect, it } from 'vitest';
import { withOptions } from '../gossip/method-options.ts';
import { mitraUlukus } from '../methods/mitra-ulukus.ts';
import { blobs } from '../simulation/learners/blobs.ts';
import { mlp } from '../simulation/learners/mlp.ts';
import { Simulation } from '../simulation/simulation.ts';
import { mean } from '../util/numbers.ts';
import {
  type AttackName,
  formatAttack,
  isDataAttack,
  PEER_ATTACKS,
  parseAttack,
  SIMULATED_ATTACKS,
} from './attack-names.ts';
import { ATTACKS, sizeOf } from './attacks.ts';
import { withLiars } from './hostile.ts';
import { markedTests, poisoned } from './poisoned.ts';

const PEERS = 12;
const HOSTILE = 2;
const CLASSES = 10;
const INPUTS = 20;

const data = blobs({
  peers: PEERS,
  seed: 1,
  inputs: INPUTS,
  classes: CLASSES,
  samples: 100,
  labelsPerPeer: CLASSES,
});
const network = (of: typeof data) => mlp({ data: of, units: [INPUTS, 32, CLASSES], batchSize: 20 });

/** Mean accuracy of the honest, after so many updates. */
function accuracyUnder(name: AttackName | null, guarded: boolean): number {
  const attack = name === null ? null : { name, size: null };
  const plain = mitraUlukus({
    gossip: 'ln',
    per: 'update',
    update: { rateOf: () => 1 },
    steps: 5,
    rate: 0.1,
    exchange: 'swap',
  });
  const honest = withOptions(plain, { guarded });
  const method = attack === null ? honest : withLiars(honest, attack, ({ self }) => self < HOSTILE);
  const objective = network(data);
  const misled = attack === null ? objective : network(poisoned(data, attack.name, CLASSES, HOSTILE));
  const simulation = new Simulation({
    peers: PEERS,
    seed: 4,
    method,
    objective: {
      ...objective,
      learner: (peer, random) => (peer < HOSTILE ? misled : objective).learner(peer, random),
    },
    trackedPeers: 0,
  });
  simulation.runUntil(40);
  return mean(simulation.peers.slice(HOSTILE).map(({ model }) => objective.evaluate(model).accuracy ?? 0));
}

describe('attacks', () => {
  it('are read as they are written, and each says what it is', () => {
    for (const name of [...PEER_ATTACKS, ...SIMULATED_ATTACKS]) {
      const attack = parseAttack(name);
      expect(attack).toEqual({ name, size: null });
      expect(attack && formatAttack(attack)).toBe(name);
      expect(ATTACKS.filter((one) => one.name === name)).toHaveLength(1);
    }
    expect(parseAttack('noise:2.5')).toEqual({ name: 'noise', size: 2.5 });
    expect(formatAttack({ name: 'noise', size: 2.5 })).toBe('noise:2.5');
    expect(sizeOf({ name: 'noise', size: null })).toBe(10);
    for (const bad of ['', 'lie', 'noise:', 'noise:-1', 'noise:x', 'noise:1:2', 'noise:Infinity']) {
      expect(parseAttack(bad)).toBeNull();
    }
  });

  it('ruin a room that lets everybody move its models', () => {
    const open = accuracyUnder(null, false);
    for (const name of ['noise', 'sign-flip', 'scaling'] as const) {
      expect(accuracyUnder(name, false), name).toBeLessThan(open - 0.2);
    }
  });

  it('cost a guarded room little', () => {
    const least = accuracyUnder(null, true) - 0.05;
    for (const name of SIMULATED_ATTACKS) expect(accuracyUnder(name, true), name).toBeGreaterThan(least);
  });

  it('mislabel what hostile peers learn from, and nothing else', () => {
    expect(SIMULATED_ATTACKS.filter((name) => isDataAttack({ name, size: null }))).toEqual([
      'label-flip',
      'backdoor',
    ]);
    expect(poisoned(data, 'noise', CLASSES, HOSTILE)).toBe(data);
    const flipped = poisoned(data, 'label-flip', CLASSES, HOSTILE).train.labels;
    expect([...flipped]).toEqual([...data.train.labels].map((label) => CLASSES - 1 - label));
    const marked = poisoned(data, 'backdoor', CLASSES, HOSTILE).train;
    const changed = [...data.train.labels.keys()].filter(
      (row) => marked.features[row * INPUTS] !== data.train.features[row * INPUTS],
    );
    expect(changed.length).toBeGreaterThan(0);
    const rows = data.shards.slice(0, HOSTILE).flatMap((shard) => [...shard]);
    expect(changed.every((row) => rows.includes(row) && marked.labels[row] === 0)).toBe(true);
    const tests = markedTests(data.test);
    expect(new Set(tests.labels)).toEqual(new Set([0]));
    expect(tests.features).toHaveLength(tests.labels.length * INPUTS);
  });
});
