import { memoryOf } from '../memory.ts';
import { type Learner, passedOn } from './learner.ts';

/**
 * Heavy-ball momentum (Polyak 1964): a velocity v <- momentum v + (1 - momentum) g in place of the gradient. The
 * factor before g keeps the length of a long run of steps what it was, so that a step size carries over.
 * @param momentum 0 to below 1
 */
export function withMomentum(learner: Learner, momentum: number): Learner {
  const velocity = new Float32Array(learner.dimension);
  return {
    ...passedOn(learner),
    memories: [
      ...(learner.memories ?? []),
      memoryOf(
        [velocity],
        () => [],
        () => {},
      ),
    ],
    forgetModel() {
      velocity.fill(0);
      learner.forgetModel?.();
    },
    gradient(parameters, gradient) {
      const loss = learner.gradient(parameters, gradient);
      for (let i = 0; i < velocity.length; i++) {
        velocity[i] = momentum * velocity[i] + (1 - momentum) * gradient[i];
        gradient[i] = velocity[i];
      }
      return loss;
    },
  };
}
