/** Two real tabs train a convolutional network, each on five of the ten digits; together they learn all ten. */
import { mnistCnn } from '@hearsay/shared/tasks/mnist.ts';
import { dimensionOf } from '@hearsay/shared/tasks/task.ts';
import { type Lab, untilAllReached } from '@hearsay/tools/browsers/tabs.ts';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { joinLab } from './shared-lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await joinLab();
});
afterAll(async () => {
  await lab?.close();
});

it('mnist-cnn learns in tabs, on wasm', async () => {
  const fragment = 'room=convolutions&task=mnist-cnn&partition=labels:5&samples=2000&seed=7&steps=5&auto=1';
  const pages: Page[] = [];
  for (let i = 0; i < 2; i++) pages.push(await lab.open(fragment));
  const statuses = await untilAllReached(pages, 0.9, 120);
  for (const { errors, backend } of statuses) {
    expect(errors).toEqual([]);
    expect(backend).toBe('wasm');
  }
  const parameters = await pages[0].evaluate(async () => (await window.hearsay.parameters()).length);
  expect(parameters).toBe(dimensionOf(mnistCnn));
});
