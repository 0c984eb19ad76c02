/** Two real tabs train a convolutional network, each on five of the ten digits; together they learn all ten. */
import { mnistCnn } from '@hearsay/shared/tasks/mnist-cnn.ts';
import { dimensionOf } from '@hearsay/shared/tasks/task.ts';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLab, type Lab, statusesOf, until } from './tabs.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await createLab();
});
afterAll(async () => {
  await lab?.close();
});

it('mnist-cnn learns in tabs, on wasm', async () => {
  const fragment = 'room=convolutions&task=mnist-cnn&partition=labels:5&samples=2000&seed=7&steps=5&auto=1';
  const pages: Page[] = [];
  for (let i = 0; i < 2; i++) pages.push(await lab.open(fragment));
  const best = pages.map(() => 0);
  const statuses = await until(
    async () => {
      const all = await statusesOf(pages);
      all.forEach(({ accuracy }, i) => {
        best[i] = Math.max(best[i], accuracy ?? 0);
      });
      return all.map((status, i) => ({ ...status, best: best[i] }));
    },
    (all) => all.every((status) => status.best >= 0.9),
    120,
    'both tabs have reached 0.9 on all ten digits',
  );
  for (const { errors, backend } of statuses) {
    expect(errors).toEqual([]);
    expect(backend).toBe('wasm');
  }
  const parameters = await pages[0].evaluate(async () => (await window.hearsay.parameters()).length);
  expect(parameters).toBe(dimensionOf(mnistCnn));
});
