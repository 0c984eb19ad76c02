import { expect, it, vi } from 'vitest';
import { commonOptions } from '../methods/common-options.fake.ts';
import { createMethod } from '../methods/create-method.ts';
import { withOptions } from './method-options.ts';
import { lonePeer } from './peer-context.fake.ts';

it('who adopts a model forgets how its own moved, in all that was added', () => {
  const forgetModel = vi.fn<() => void>();
  const learner = {
    dimension: 1,
    gradient: (_: Float32Array, gradient: Float32Array) => gradient.fill(1).length,
    forgetModel,
  };
  const method = withOptions(createMethod('mitra-ulukus', commonOptions({ rate: 1 })), {
    momentum: 0.5,
    drift: { corrections: ['momentum'], rate: 1 },
  });
  const peer = { ...lonePeer(), updates: 0 };
  const { localUpdate, forgetModel: forget } = method.parts(learner, peer);
  const stepFrom = (value: number): number => {
    const state = Float32Array.of(value);
    localUpdate.begin(state);
    localUpdate.end(state);
    peer.updates += 1;
    return value - state[0];
  };
  const first = stepFrom(0);
  expect(stepFrom(10)).not.toBeCloseTo(first);
  forget?.();
  expect(forgetModel).toHaveBeenCalledTimes(1);
  expect(stepFrom(0)).toBeCloseTo(first);
});
