import { stateLengthOf } from '@hearsay/shared/gossip/method.ts';
import { defaultSettings, type RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { describe, expect, it } from 'vitest';
import { carriedOver } from './carried-over.ts';
import { methodOf } from './method-of.ts';
import type { PeerSnapshot } from './snapshot.ts';

const MODEL = Float32Array.of(1, 2, 3);
const BEGUN = { initialParameters: Float32Array.of(9, 9, 9) };

function kept(from: Partial<RunSettings>, to: Partial<RunSettings>) {
  const [before, after] = [from, to].map((change): RunSettings => ({ ...defaultSettings, ...change }));
  const length = stateLengthOf(methodOf(before, []), MODEL.length);
  const state = new Float32Array(length).fill(5);
  state.set(MODEL);
  const snapshot: PeerSnapshot = {
    state,
    updates: 12,
    steps: 120,
    memories: [{ vectors: [], numbers: [1] }],
    versions: [],
    seconds: 30,
  };
  const change = { from: before, to: after, method: methodOf(after, []) };
  return { snapshot, kept: carriedOver(change, snapshot, MODEL, BEGUN) };
}

describe('after a change of settings', () => {
  it.each<[Partial<RunSettings>, Partial<RunSettings>]>([
    [{}, { gossip: 3 }],
    [{}, { codec: 'int8' }],
    [{ exchange: 'swap' }, { exchange: 'push' }],
    [{}, { partition: { kind: 'iid' } }],
    [{ method: 'gosgd' }, { method: 'gosgd', gossip: 3 }],
  ])('from %j to %j all is kept', (from, to) => {
    const { snapshot, kept: of } = kept(from, to);
    expect(of).toEqual({ snapshot });
  });

  it('to another method that mixes models, the model and how far it is are kept', () => {
    for (const from of ['mitra-ulukus', 'gosgd']) {
      const { snapshot, kept: of } = kept({ method: from }, { method: 'd-psgd' });
      expect(of).toEqual({ snapshot: { ...snapshot, state: MODEL, memories: [] } });
    }
  });

  it('to a method that mixes more, the model is kept', () => {
    expect(kept({}, { method: 'push-sum' }).kept).toEqual({ initialParameters: MODEL });
  });

  it('to a method whose peers must begin alike, and after a reset, nothing is', () => {
    expect(kept({}, { method: 'choco-sgd' }).kept).toEqual(BEGUN);
    expect(kept({}, { resets: 1 }).kept).toEqual(BEGUN);
  });
});
