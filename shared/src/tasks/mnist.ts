/** What is learned of MNIST's handwritten digits: ten classes, from images of 28 x 28 shares of ink. */
import { denseLayers } from './layers.ts';
import { createTask } from './task.ts';

/** Of an image, in pixels. */
export const MNIST_SIDE = 28;
/** Mean and standard deviation of the training images' pixels, from 0 (ground) to 1 (ink). Standardised inputs are not just for
 * speed: where no pixel is negative, what a tab learns of its own digits spills over onto digits it never sees, and peers
 * with different digits drift apart faster. */
export const MNIST_MEAN = 0.1307;
export const MNIST_DEVIATION = 0.3081;

const digits = {
  loss: 'softmaxCrossEntropy',
  classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  normalisation: { mean: MNIST_MEAN, deviation: MNIST_DEVIATION },
  range: [0, 1],
  batchSize: 32,
} as const;
const CLASSES = digits.classes.length;

/** A perceptron with two hidden layers. */
export const mnistMlp = createTask({
  ...digits,
  name: 'mnist-mlp',
  title: 'handwritten digits, a small dense network',
  input: [MNIST_SIDE * MNIST_SIDE],
  layers: denseLayers([128, 64, CLASSES]),
});

/** The same digits; two convolutions see them as images, with a seventh of the perceptron's parameters. */
export const mnistCnn = createTask({
  ...digits,
  name: 'mnist-cnn',
  title: 'handwritten digits, a small convolutional network',
  input: [MNIST_SIDE, MNIST_SIDE, 1],
  layers: [
    { kind: 'convolution', filters: 8, kernel: 3, activation: 'relu' },
    { kind: 'max-pooling', size: 2 },
    { kind: 'convolution', filters: 16, kernel: 3, activation: 'relu' },
    { kind: 'max-pooling', size: 2 },
    { kind: 'flatten' },
    ...denseLayers([64, CLASSES]),
  ],
});
