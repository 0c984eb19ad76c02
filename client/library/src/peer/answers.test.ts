import { describe, expect, it } from 'vitest';
import { createAnswers } from './answers.ts';
import { decayingLearner, playedRun } from './peer-run.fake.ts';
import type { PeerRun } from './peer-run.ts';

const EVALUATION = { accuracy: 0.5, loss: 1, perClass: [0, 1] };

function answering(learner = decayingLearner(), isRunning = true) {
  const { clock, post, said, run } = playedRun({}, learner);
  const running = (): PeerRun | null => (isRunning ? run : null);
  const evaluator = { evaluate: async () => EVALUATION };
  return { answers: createAnswers({ clock, post, evaluator, running }), said, run };
}

describe('a question', () => {
  it('for parameters gets a copy', () => {
    const { answers, said, run } = answering();
    answers.answer(1, 'parameters');
    answers.answer(2, 'room-parameters');
    expect(said).toEqual(
      [1, 2].map((request) => ({ type: 'parameters', request, parameters: run.peer.model })),
    );
    for (const one of said) if (one.type === 'parameters') expect(one.parameters).not.toBe(run.peer.model);
  });

  it('for an evaluation, a snapshot or a prediction is answered', async () => {
    const { answers, said } = answering();
    answers.answer(1, 'evaluation');
    answers.answer(2, 'snapshot');
    answers.predict(3, Float32Array.of(0.25, 0.75));
    await Promise.resolve();
    expect(said).toContainEqual({ type: 'evaluated', request: 1, evaluation: EVALUATION });
    expect(said.some((one) => one.type === 'snapshot' && one.request === 2)).toBe(true);
    expect(said).toContainEqual({ type: 'predicted', request: 3, outputs: [0.25, 0.75] });
  });

  it('is refused before there is a run', () => {
    const { answers, said } = answering(decayingLearner(), false);
    answers.answer(1, 'evaluation');
    answers.predict(2, new Float32Array(2));
    const problem = { code: 'no-model', reason: 'loading' };
    expect(said).toEqual([1, 2].map((request) => ({ type: 'refused', request, problem })));
  });

  it('that cannot be computed is refused with the reason', () => {
    const predict = (): never => {
      throw new Error('out of memory');
    };
    const { answers, said } = answering({ ...decayingLearner(), predict });
    answers.predict(1, new Float32Array(2));
    expect(said).toEqual([
      { type: 'refused', request: 1, problem: { code: 'not-computed', what: 'out of memory' } },
    ]);
  });
});
