/** How good outputs are, by what a task's outputs mean. */
import { MAX_CONFUSED_CLASSES, noConfusion } from '@hearsay/shared/room/confusion.ts';
import type { Task } from '@hearsay/shared/tasks/task.ts';
import { targetLength } from '../data/examples.ts';
import type { DetailedEvaluation } from '../session/status.ts';

/** Counts over the batches of one evaluation. */
export interface Score {
  /** @param outputs of the network, row after row @param targets see `Examples.read` */
  add(outputs: ArrayLike<number>, targets: ArrayLike<number>): void;
  /**
   * `confusion` where each example is of one class, and there are not too many: see `DetailedEvaluation`.
   *
   * Of classes the share that is right, of values the share of their variance that is explained (R squared; 0 where the mean
   * would do as well): over all, and of each output. 0 to 1.
   */
  result(): Pick<DetailedEvaluation, 'accuracy' | 'perClass' | 'confusion'>;
}

export function createScore(task: Task): Score {
  switch (task.loss) {
    case 'softmaxCrossEntropy':
      return rightClasses(task.outputs);
    case 'sigmoidCrossEntropy':
      return rightDecisions(task.outputs);
    default:
      return explainedVariance(task);
  }
}

function rightClasses(outputs: number): Score {
  const right = new Float64Array(outputs);
  const seen = new Float64Array(outputs);
  const confusion = outputs <= MAX_CONFUSED_CLASSES ? noConfusion(outputs) : null;
  return {
    add(logits, labels) {
      for (let row = 0; row < labels.length; row++) {
        let guess = 0;
        for (let i = 1; i < outputs; i++) {
          if (logits[row * outputs + i] > logits[row * outputs + guess]) guess = i;
        }
        seen[labels[row]] += 1;
        if (guess === labels[row]) right[labels[row]] += 1;
        if (confusion) confusion[labels[row]][guess] += 1;
      }
    },
    result: () => ({ ...sharesOf(right, seen), ...(confusion && { confusion }) }),
  };
}

/** Of each class whether an example is of it or not: a logit above 0 says that it is. */
function rightDecisions(outputs: number): Score {
  const right = new Float64Array(outputs);
  const seen = new Float64Array(outputs);
  return {
    add(logits, targets) {
      for (let i = 0; i < targets.length; i++) {
        seen[i % outputs] += 1;
        if (logits[i] > 0 === targets[i] > 0.5) right[i % outputs] += 1;
      }
    },
    result: () => sharesOf(right, seen),
  };
}

function explainedVariance(task: Task): Score {
  const length = targetLength(task);
  const sums = new Float64Array(length);
  const squares = new Float64Array(length);
  const errors = new Float64Array(length);
  let rows = 0;
  return {
    add(outputs, targets) {
      rows += targets.length / length;
      for (let i = 0; i < targets.length; i++) {
        sums[i % length] += targets[i];
        squares[i % length] += targets[i] ** 2;
        errors[i % length] += (outputs[i] - targets[i]) ** 2;
      }
    },
    result() {
      const perClass = Array.from(errors, (error, i) => {
        const variance = squares[i] - sums[i] ** 2 / Math.max(1, rows);
        return variance > 0 ? Math.max(0, 1 - error / variance) : 0;
      });
      return { accuracy: perClass.reduce((sum, share) => sum + share, 0) / length, perClass };
    },
  };
}

function sharesOf(right: Float64Array, seen: Float64Array): { accuracy: number; perClass: number[] } {
  const total = seen.reduce((sum, count) => sum + count, 0);
  const accuracy = total === 0 ? 0 : right.reduce((sum, count) => sum + count, 0) / total;
  return { accuracy, perClass: Array.from(right, (count, i) => (seen[i] === 0 ? 0 : count / seen[i])) };
}
