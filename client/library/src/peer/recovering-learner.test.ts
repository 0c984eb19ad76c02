import { expect, it } from 'vitest';
import { recovering } from './recovering-learner.ts';
import type { TfjsLearner } from './tfjs-learner.ts';

/** Gives 7 while it works; when it is lost it throws, or gives 0, until somebody recovers it. */
function fragile(throws: boolean): {
  learner: TfjsLearner;
  lose(): void;
  recover(): boolean;
  computed: number;
} {
  let lost = false;
  const compute = (): number => {
    state.computed += 1;
    if (lost && throws) throw new Error('There is no context.');
    return lost ? 0 : 7;
  };
  const state = {
    computed: 0,
    learner: {
      dimension: 1,
      gradient: compute,
      gradientOn: compute,
      async evaluate(_: Float32Array, __: unknown, giveWay: () => Promise<void>) {
        const first = compute();
        await giveWay();
        return { accuracy: first, loss: compute(), perClass: [] };
      },
      predict: () => [compute()],
      learnFrom: () => {},
      dispose: () => {},
    },
    lose: () => {
      lost = true;
    },
    recover() {
      const was = lost;
      lost = false;
      return was;
    },
  };
  return state;
}

const none = new Float32Array(1);
const noExamples = { count: 0, labels: null, read() {} };

it.each([true, false])('predicts anew what was lost (one that throws: %s)', (throws) => {
  const fake = fragile(throws);
  fake.lose();
  expect(recovering(fake.learner, fake.recover).predict(none, none)).toEqual([7]);
  expect(fake.computed).toBe(2);
});

it.each([true, false])('computes a step anew that was lost (one that throws: %s)', (throws) => {
  const state = fragile(throws);
  const learner = recovering(state.learner, state.recover);
  expect(learner.gradient(none, none)).toBe(7);
  state.lose();
  expect(learner.gradient(none, none)).toBe(7);
  expect(state.computed).toBe(3);
});

it.each([true, false])(
  'evaluates anew, also when a step was what noticed (one that throws: %s)',
  async (throws) => {
    const state = fragile(throws);
    const learner = recovering(state.learner, state.recover);
    let times = 0;
    const giveWay = async (): Promise<void> => {
      times += 1;
      if (times > 1) return;
      state.lose();
      learner.gradient(none, none);
    };
    expect(await learner.evaluate(none, noExamples, giveWay)).toMatchObject({ accuracy: 7, loss: 7 });
    expect(times).toBe(2);
  },
);

it('passes on errors of another kind', () => {
  const state = fragile(true);
  state.lose();
  expect(() => recovering(state.learner, () => false).gradient(none, none)).toThrow('no context');
});
