import type { TfjsLearner } from './tfjs-learner.ts';

/**
 * A learner that goes on where what it computes with goes away. What was computed meanwhile is computed anew, steps on the
 * next batch.
 * @param recover asked around everything that is computed: whether it has gone away since it was asked last, and something
 * else is there now
 */
export function recovering(learner: TfjsLearner, recover: () => boolean): TfjsLearner {
  let losses = 0;
  // Counted, as a step between two parts of an evaluation may be what notices.
  const countLosses = (): number => {
    if (recover()) losses += 1;
    return losses;
  };
  const untilKept = <T>(compute: () => T): T => {
    for (;;) {
      const before = losses;
      try {
        const result = compute();
        if (countLosses() === before) return result;
      } catch (error) {
        if (countLosses() === before) throw error;
      }
    }
  };
  const { clipped } = learner;
  return {
    ...learner,
    ...(clipped && {
      clipped: { ...clipped, sum: (...of) => untilKept(() => clipped.sum(...of)) },
    }),
    gradient: (parameters, gradient) => untilKept(() => learner.gradient(parameters, gradient)),
    predict: (parameters, inputs) => untilKept(() => learner.predict(parameters, inputs)),
    async evaluate(parameters, test, giveWay) {
      const snapshot = parameters.slice();
      for (;;) {
        const before = losses;
        try {
          const evaluation = await learner.evaluate(snapshot, test, giveWay);
          if (countLosses() === before) return evaluation;
        } catch (error) {
          if (countLosses() === before) throw error;
        }
      }
    },
  };
}
