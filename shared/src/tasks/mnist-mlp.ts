import { denseLayout, type Task } from './task.ts';

const units = [784, 128, 64, 10];

/** Handwritten digits, 28 x 28 pixels, ten classes; a perceptron with two hidden layers. */
export const mnistMlp: Task = {
  name: 'mnist-mlp',
  title: 'handwritten digits, a small dense network',
  units,
  layout: denseLayout(units),
  batchSize: 32,
};
