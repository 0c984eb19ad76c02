/** What is learned in these studies: two classes a peer, on a ring of 16 peers. */
import { type Specification, specify } from '../../experiments/specification.ts';
import type { Form } from '../paper.ts';

export const PEERS = 16;
/** Two neighbours each: a ring in random order. */
export const RING = { degree: 2 };
/** 90% sparsity. */
export const KEEP = 0.1;

/** `blobs`: a network on synthetic classes. `momentum`: the same with momentum, as in the paper. `mnist`: softmax
 * regression, so that enough rounds are affordable. */
export type Task = 'blobs' | 'momentum' | 'mnist';

export const TASK_NAMES: Record<Task, string> = {
  blobs: 'synthetic classes',
  momentum: 'synthetic classes, with momentum',
  mnist: 'MNIST',
};

const TASKS: Record<Task, Partial<Specification>> = {
  blobs: { rate: 0.05, duration: 600 },
  momentum: { rate: 0.02, momentum: 0.9, duration: 300 },
  mnist: { rate: 0.05, duration: 600, data: 'mnist', hidden: [], samples: 300 },
};

export function task(form: Form, which: Task, given: Partial<Specification>): Specification {
  return specify({
    peers: PEERS,
    learner: 'mlp',
    batchSize: 20,
    evaluations: 5,
    trackedPeers: 0,
    ...(form === 'full' ? TASKS[which] : { rate: 0.1, duration: 100 }),
    ...given,
  });
}
