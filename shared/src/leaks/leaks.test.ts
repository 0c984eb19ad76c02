import { describe, expect, it } from 'vitest';
import { codecNamed } from '../gossip/codec/codecs.ts';
import type { Learner } from '../gossip/learner/learner.ts';
import { PrivacyLedger } from '../privacy/ledger.ts';
import { withPrivacy } from '../privacy/private-learner.ts';
import { blobs } from '../simulation/learners/blobs.ts';
import { mlp } from '../simulation/learners/mlp.ts';
import { createRandom } from '../util/random/random.ts';
import { inputFrom, inputsByUnit } from './first-layer.ts';
import { bestMatch, likenesses } from './likeness.ts';
import { overheardChange, withChoiceTold } from './overheard.ts';

const LAYER = { inputs: 40, outputs: 24 };
const data = blobs({ peers: 1, seed: 3, inputs: LAYER.inputs, classes: 4, samples: 60, labelsPerPeer: 4 });
const inputOf = (row: number): Float32Array =>
  data.train.features.subarray(row * LAYER.inputs, (row + 1) * LAYER.inputs);

/** A peer with the first so many examples, all of them in each batch, whose model has just begun. */
function peerWith(count: number): { learner: Learner; model: Float32Array; inputs: Float32Array[] } {
  const rows = data.shards[0].slice(0, count);
  const objective = mlp({
    data: { ...data, shards: [rows] },
    units: [LAYER.inputs, LAYER.outputs, 4],
    batchSize: count,
  });
  const model = new Float32Array(objective.dimension);
  objective.initialise(model, createRandom(5));
  return { learner: objective.learner(0, createRandom(6)), model, inputs: [...rows].map(inputOf) };
}

function overheard(
  { learner, model }: ReturnType<typeof peerWith>,
  codec = 'float32',
  rate = 0.1,
): Float32Array {
  return overheardChange({ learner, model, rate, codec: codecNamed(codec), random: createRandom(7) });
}

describe('two consecutive models', () => {
  it('are of one example exactly that, whatever the step size', () => {
    const peer = peerWith(1);
    for (const rate of [0.01, 1]) {
      const input = inputFrom(overheard(peer, 'float32', rate), LAYER);
      for (const [i, value] of peer.inputs[0].entries()) expect(input?.[i]).toBeCloseTo(value, 2);
    }
  });

  it('leave the model as it was, and the peer with the next', () => {
    const peer = peerWith(1);
    const before = peer.model.slice();
    const gradient = new Float32Array(before.length);
    peer.learner.gradient(before, gradient);
    const change = overheard(peer);
    expect(peer.model).toEqual(before);
    for (const [i, value] of gradient.entries()) expect(change[i]).toBeCloseTo(-0.1 * value, 5);
  });

  it('show the example still where they are packed as differences', () => {
    const peer = peerWith(1);
    const input = inputFrom(overheard(peer, 'top-k'), LAYER);
    expect(likenesses(input ? [input] : [], peer.inputs)[0]).toBeGreaterThan(0.98);
  });

  it('show a blend of many examples, and single units some of them', () => {
    const peer = peerWith(12);
    const change = overheard(peer);
    const blend = inputFrom(change, LAYER);
    expect(likenesses(blend ? [blend] : [], peer.inputs).filter((one) => one > 0.999)).toEqual([]);
    const units = inputsByUnit(change, LAYER);
    // Each unit's is a mean: of a unit that one example activates, that one.
    expect(bestMatch(units, peer.inputs).correlation).toBeGreaterThan(
      bestMatch(units, [inputOf(59)]).correlation,
    );
  });

  it('show nothing where steps are private, of a single example even', () => {
    const { learner, model } = peerWith(1);
    const ledger = new PrivacyLedger({ budget: { epsilon: 3, delta: 1e-5 }, batchSize: 1 });
    let seen = 0;
    const watched = withChoiceTold(learner, (chosen) => {
      seen += chosen.length;
    });
    const hidden = withPrivacy(watched, { ledger, random: createRandom(8) });
    expect(hidden).not.toBeNull();
    if (hidden === null) return;
    const input = inputFrom(overheard({ learner: hidden, model, inputs: [] }), LAYER);
    expect(seen).toBe(1);
    expect(Math.abs(likenesses(input ? [input] : [], [inputOf(data.shards[0][0])])[0])).toBeLessThan(0.5);
  });

  it('are nothing to go by where no bias changed', () => {
    const change = new Float32Array(LAYER.outputs * (LAYER.inputs + 1));
    expect(inputFrom(change, LAYER)).toBeNull();
    expect(inputsByUnit(change, LAYER)).toEqual([]);
    expect(inputFrom(change.fill(Number.NaN), LAYER)).toBeNull();
  });
});
