import { denseLayers } from './layers.ts';
import { createTask } from './task.ts';

/** Handwritten digits, 28 x 28 pixels, ten classes; a perceptron with two hidden layers. */
export const mnistMlp = createTask({
  name: 'mnist-mlp',
  title: 'handwritten digits, a small dense network',
  input: [784],
  layers: denseLayers([128, 64, 10]),
  batchSize: 32,
});
