/** Made-up data: points around six middles on a circle, of which each tab has seen three. */
import type { Pairs, TaskInput, Training } from 'hearsay';

const KINDS = 6;
export const PARTS = 2;

function points(kinds: readonly number[], count: number): Pairs {
  const ys = Uint8Array.from({ length: count }, (_, i) => kinds[i % kinds.length]);
  const xs = Float32Array.from({ length: count * 2 }, (_, i) => {
    const angle = (2 * Math.PI * ys[i >> 1]) / KINDS;
    return (i % 2 === 0 ? Math.cos(angle) : Math.sin(angle)) + 0.6 * (Math.random() - 0.5);
  });
  return { xs, ys };
}

/** As plain data: the page needs no tfjs for it. */
const task: TaskInput = {
  name: 'six-kinds',
  input: [2],
  layers: [
    { kind: 'dense', units: 24, activation: 'relu' },
    { kind: 'dense', units: KINDS, activation: 'linear' },
  ],
  loss: 'softmaxCrossEntropy',
  classes: Array.from({ length: KINDS }, (_, kind) => `kind ${kind + 1}`),
};

const all = Array.from({ length: KINDS }, (_, kind) => kind);

/** What this tab trains: a part of the kinds, tested with all. */
export function trainingOf(part: number): Training {
  const own = all.filter((kind) => kind % PARTS === part);
  return { task, data: points(own, 300), test: points(all, 300) };
}
