import type { TfjsLearner } from './tfjs-learner.ts';

/** Steps before any that counts: shaders are compiled, and code is. */
const WARM_UP = 3;
const STEPS = 7;
/** No step begins after so many seconds of them: choosing is to be quick, and what takes this long is slow. */
const MOST_SECONDS = 1;

/**
 * How long a training step takes with the current tfjs backend: the median of a few.
 * @param learner disposed of at the end @param now seconds
 */
export function millisecondsOfStep(learner: TfjsLearner, now: () => number): number {
  const parameters = new Float32Array(learner.dimension);
  const gradient = new Float32Array(learner.dimension);
  const times: number[] = [];
  const end = now() + MOST_SECONDS;
  for (let step = 0; step < WARM_UP + STEPS && (step === 0 || now() < end); step++) {
    const began = now();
    learner.gradient(parameters, gradient);
    times.push(now() - began);
  }
  learner.dispose();
  const counted = times.slice(Math.min(WARM_UP, times.length - 1)).sort((a, b) => a - b);
  return 1000 * counted[Math.floor(counted.length / 2)];
}
