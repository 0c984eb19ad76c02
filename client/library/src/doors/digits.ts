/** The server's digits by themselves: a door of its own, for pages that show something of them without a room. */
export { loadMnist } from '../data/mnist.ts';
export { mnistOf } from '../data/mnist-source.ts';
