import { denseLayers } from './layers.ts';
import { createTask } from './task.ts';

/** The same digits; two convolutions see them as images, with a seventh of the perceptron's parameters. */
export const mnistCnn = createTask({
  name: 'mnist-cnn',
  title: 'handwritten digits, a small convolutional network',
  input: [28, 28, 1],
  layers: [
    { kind: 'convolution', filters: 8, kernel: 3, activation: 'relu' },
    { kind: 'max-pooling', size: 2 },
    { kind: 'convolution', filters: 16, kernel: 3, activation: 'relu' },
    { kind: 'max-pooling', size: 2 },
    { kind: 'flatten' },
    ...denseLayers([64, 10]),
  ],
  batchSize: 32,
});
