/** What tests do with the page that a room's network goes home as. */
import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { shared as english } from '@hearsay/site/app/words/en-shared.ts';
import { createExtractor } from '@hearsay/site/data/features/extractor.ts';
import { outputsOf, softmax } from '@hearsay/site/take-home/network.ts';
import type { TakenHome } from '@hearsay/site/take-home/page.ts';
import * as tf from '@tensorflow/tfjs';
import type { Page } from 'puppeteer-core';
import { readExtractorWeights } from '../../client/site/extractor-weights.ts';
import { click } from './task-room.ts';

declare global {
  interface Window {
    savedPage: Promise<string>;
  }
}

/** Has a tab of a room save the page, to this path. */
export async function saveHome(page: Page, path: string): Promise<void> {
  await page.evaluate(() => {
    window.savedPage = new Promise((resolve) => {
      HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
        resolve(fetch(this.href).then((response) => response.text()));
      };
    });
  });
  await click(page, english.takeHome.save);
  await writeFile(path, await page.evaluate(() => window.savedPage));
}

/** Opens a page from the disk, in a window beside that of a tab. */
export async function openFile(
  beside: Page,
  path: string,
  prepare: (page: Page) => Promise<void>,
): Promise<Page> {
  const page = await beside.browserContext().newPage({ type: 'window' });
  await prepare(page);
  await page.goto(pathToFileURL(path).href);
  return page;
}

/** What lies in a saved page, as tfjs computes it: the shares of classes of a picture as large as its task takes them. */
export async function readHome(path: string): Promise<{ shares(pixels: Uint8Array): number[] }> {
  const text = await readFile(path, 'utf8');
  const [, json] = /id="network">(.*?)<\/script>/s.exec(text) ?? [];
  const taken: TakenHome = JSON.parse(json ?? '');
  const parameters = new Float32Array(Uint8Array.from(Buffer.from(taken.parameters, 'base64')).buffer);
  await tf.setBackend('cpu');
  const extractor = createExtractor(readExtractorWeights());
  return {
    shares: (pixels) =>
      softmax(outputsOf({ ...taken, parameters }, extractor.featuresOf(pixels, taken.pictures?.side ?? 0))),
  };
}
