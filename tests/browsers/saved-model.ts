/** What tests do with the model of a room that made its task itself: take it by the page's buttons, change it, and give it back. */
import { writeFile } from 'node:fs/promises';
import { en, kept } from '@hearsay/site/app/words/en.ts';
import type { ExportedModel } from '@hearsay/site/hearsay.ts';
import { until } from '@hearsay/tools/browsers/tabs.ts';
import type { Page } from 'puppeteer-core';
import { click } from './task-room.ts';

export async function openDetails(page: Page, summary: string): Promise<void> {
  const found = await page.waitForSelector(`summary::-p-text(${summary})`);
  await found?.evaluate((line) => line.closest('details')?.setAttribute('open', ''));
  await page.waitForSelector('.kept-panel');
}

/** The two files that the page offers. */
export async function takeModel(page: Page): Promise<ExportedModel> {
  await openDetails(page, en.keeping.summary);
  await click(page, kept.model.prepare);
  const files = await until(
    () =>
      page.$$eval('.kept-files a', (links) =>
        Promise.all(
          links.map(async (link) => {
            const { href, download } = link as HTMLAnchorElement;
            const bytes = new Uint8Array(await (await fetch(href)).arrayBuffer());
            return {
              name: download,
              content: btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join('')),
            };
          }),
        ),
      ),
    (all) => all.length === 2,
    60,
    'the model is there to be saved',
  );
  const [description, weights] = files;
  return {
    description: Buffer.from(description.content, 'base64').toString(),
    weights: weights.content,
    descriptionName: description.name,
    weightsName: weights.name,
  };
}

/** @param name to begin both files' names with @param left out at the end, in bytes @returns the paths of the files */
export async function writeModel(name: string, model: ExportedModel, left = 0): Promise<string[]> {
  const paths = [`${name}-${model.descriptionName}`, `${name}-${model.weightsName}`];
  const weights = Buffer.from(model.weights, 'base64');
  await writeFile(paths[0], model.description);
  await writeFile(paths[1], weights.subarray(0, weights.length - left));
  return paths;
}

/** The same layers, saved in a room with another task. */
export const ofOtherTask = (model: ExportedModel): ExportedModel => ({
  ...model,
  description: model.description.replace(/task=[0-9a-f]{64}/, `task=${'0'.repeat(64)}`),
});

/** Weights that no training leads to. */
export function filledWith(value: number, model: ExportedModel): ExportedModel {
  const { userDefinedMetadata, ...rest } = JSON.parse(model.description);
  const { sha256: _, ...metadata } = userDefinedMetadata;
  const weights = new Float32Array(Buffer.from(model.weights, 'base64').length / 4).fill(value);
  return {
    ...model,
    description: JSON.stringify({ ...rest, userDefinedMetadata: metadata }),
    weights: Buffer.from(weights.buffer).toString('base64'),
  };
}

/** @returns why it was refused; empty where it was not */
export const importModel = (page: Page, model: ExportedModel): Promise<string> =>
  page.evaluate(
    (given) =>
      window.hearsay.importModel(given).then(
        () => '',
        (error: Error) => error.message,
      ),
    model,
  );

/** Of all numbers of a tab's model, once there is one. */
export const meanIn = (page: Page): Promise<number> =>
  until(
    () =>
      page.evaluate(() =>
        window.hearsay.roomParameters().then(
          (all) => all.reduce((sum, value) => sum + value, 0) / all.length,
          () => Number.NaN,
        ),
      ),
    (mean) => !Number.isNaN(mean),
    60,
    'the tab has a model',
  );
