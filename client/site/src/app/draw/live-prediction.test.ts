import { expect, it } from 'vitest';
import { createLivePrediction } from './live-prediction.ts';

const digit = (value: number) => new Float32Array(784).fill(value);

function setUp() {
  const asked: number[] = [];
  const waiting: (() => void)[] = [];
  const state = { visible: true, fails: false };
  const live = createLivePrediction({
    predict: async (pixels) => {
      asked.push(pixels[0]);
      if (state.fails) throw new Error('left');
      return [pixels[0], asked.length];
    },
    after: (_seconds, callback) => waiting.push(callback),
    isVisible: () => state.visible,
  });
  const pass = async () => {
    await new Promise((done) => setImmediate(done));
    for (const callback of waiting.splice(0)) callback();
    await new Promise((done) => setImmediate(done));
  };
  return { asked, waiting, state, live, pass };
}

it('asks while something is shown, once in an interval, with the newest', async () => {
  const { asked, live, pass } = setUp();
  live.show(digit(0.25));
  live.show(digit(0.5));
  live.show(digit(0.75));
  await pass();
  expect(asked).toEqual([0.25, 0.75]);
  await pass();
  expect(asked).toEqual([0.25, 0.75, 0.75]);
  expect(live.probabilities.value).toEqual([0.75, 3]);
});

it('stops asking when nothing is shown, and has no answer then', async () => {
  const { asked, waiting, live, pass } = setUp();
  live.show(digit(0.5));
  live.show(null);
  await pass();
  expect(live.probabilities.value).toBeNull();
  await pass();
  expect(asked).toHaveLength(1);
  expect(waiting).toHaveLength(0);
  live.show(digit(1));
  await pass();
  expect(live.probabilities.value?.[0]).toBe(1);
});

it('asks nothing while nobody can see it, and outlives a refusal', async () => {
  const { asked, state, live, pass } = setUp();
  state.visible = false;
  live.show(digit(0.5));
  await pass();
  expect(asked).toHaveLength(0);
  Object.assign(state, { visible: true, fails: true });
  await pass();
  state.fails = false;
  await pass();
  expect(asked).toHaveLength(2);
  expect(live.probabilities.value).toEqual([0.5, 2]);
  live.stop();
  await pass();
  await pass();
  expect(asked).toHaveLength(2);
});
