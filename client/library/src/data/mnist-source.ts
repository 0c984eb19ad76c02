import type { DataSource } from './load-data.ts';

/** MNIST, as a signalling server has it. @param server its origin */
export const mnistOf = (server: string): Extract<DataSource, { kind: 'mnist' }> => ({
  kind: 'mnist',
  url: new URL('/data/mnist/', server).href,
});
