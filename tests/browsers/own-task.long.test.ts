/** Pictures that a class makes a task of: six tabs in two browsers with one class each learn all three, and never send a picture. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shared as english } from '@hearsay/site/app/words/en-shared.ts';
import { createExtractor } from '@hearsay/site/data/features/extractor.ts';
import { EXTRACTOR_SIDE, FEATURES } from '@hearsay/site/data/features/network.ts';
import { createLab, type Lab, statusesOf, statusOf, until } from '@hearsay/tools/browsers/tabs.ts';
import * as tf from '@tensorflow/tfjs';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readExtractorWeights } from '../../client/site/extractor-weights.ts';
import { type Kind, type Picture, picturesOf, writePictures } from './picture-files.ts';
import {
  expectNoneSent,
  formsOf,
  foundIn,
  givenTo,
  type Needle,
  sendAnyway,
  sharesOf,
} from './sent-bytes.ts';
import { bring, button, click, countsIn, enterRoom, makeRoom, nameClasses, textOf } from './task-room.ts';

const CLASSES: readonly Kind[] = ['disc', 'stripes', 'squares'];
/** Of the one class of each tab. */
const EXAMPLES = 20;
/** Of each class, that no tab has. */
const HELD_OUT = 15;
/** Share of these that the network of every tab gets right. */
const RIGHT = 0.9;
/** Of each tab, once all have examples. */
const UPDATES = 60;
/** So that two cores can do it, and what is sent can be looked through. */
const UPDATE_RATE = '2';
/** As long as all waits of a test together may be. */
const TIMEOUT_MS = 900_000;

declare global {
  interface Window {
    heldOut: number[][];
  }
}

let lab: Lab;
let directory: string;
beforeAll(async () => {
  lab = await createLab(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']);
  directory = await mkdtemp(join(tmpdir(), 'hearsay-own-task-'));
});
afterAll(async () => {
  await lab?.close();
  await rm(directory, { recursive: true, force: true });
});

describe('pictures', { timeout: TIMEOUT_MS }, () => {
  /** Tab i has pictures of class i % 3 alone; the last one is a Firefox. */
  let pages: Page[];
  const brought: Picture[][] = [];
  const files: string[] = [];

  it(`of one class each: every tab gets ${RIGHT} of others right`, async () => {
    const made = await makeRoom(lab, 'Shapes', UPDATE_RATE, (page) => nameClasses(page, CLASSES));
    pages = [made.maker];
    for (let i = 1; i < 6; i++) pages.push(await enterRoom(lab, made.run, i === 5 ? 'firefox' : 'chromium'));
    for (const [i, page] of pages.entries()) {
      brought.push(picturesOf(CLASSES[i % 3], EXAMPLES, EXTRACTOR_SIDE, i));
      const paths = await writePictures(directory, `tab-${i}`, brought[i]);
      files.push(...paths);
      await bring(page, i % 3, paths);
    }
    const heldOut = CLASSES.flatMap((kind) => picturesOf(kind, HELD_OUT, EXTRACTOR_SIDE, 99));
    await tf.setBackend('cpu');
    const extractor = createExtractor(readExtractorWeights());
    const inputs = heldOut.map(({ pixels }) => [...extractor.featuresOf(pixels, EXTRACTOR_SIDE)]);
    extractor.close();
    expect(inputs[0]).toHaveLength(FEATURES);
    const text = JSON.stringify(inputs);
    await Promise.all(pages.map((page) => page.evaluate(keepHeldOut, text)));
    const started = await until(
      () => statusesOf(pages),
      (all) => all.every(({ examples }) => examples > 0),
      200,
      'every tab has its examples',
    );
    await until(
      async () => ({
        right: await Promise.all(pages.map((page) => rightIn(page, heldOut))),
        updates: (await statusesOf(pages)).map(({ updates }, i) => updates - started[i].updates),
      }),
      ({ right, updates }) =>
        right.every((share) => share >= RIGHT) && updates.every((count) => count >= UPDATES),
      400,
      `every tab gets ${RIGHT} of pictures right that nobody has brought`,
    );
  });

  it('from a camera are recognised as they come, and recorded while a button is held', async () => {
    const [page] = pages;
    await click(page, english.collect.cameraOn);
    await until(
      () => textOf(page, '.guess-words'),
      (guess) => CLASSES.some((name) => guess === english.guess.is(name)),
      60,
      'it says what it takes the camera’s picture for',
    );
    const [before] = await countsIn(page);
    const { examples } = await statusOf(page);
    const hold = await page.waitForSelector(button(english.collect.hold(CLASSES[0])));
    await hold?.hover();
    await page.mouse.down();
    await until(
      () => page.evaluate(() => new Promise((resolve) => setTimeout(() => resolve(true), 2000))),
      () => true,
      10,
      'it is held for some time',
    );
    await page.mouse.up();
    const [after] = await until(
      () => countsIn(page),
      ([count]) => count > before,
      20,
      'pictures of it are there',
    );
    expect(after - before).toBeGreaterThanOrEqual(3);
    await until(
      () => statusOf(page),
      (status) => status.examples > examples,
      60,
      'they are learned from',
    );
    await click(page, english.collect.cameraOff);
  });

  it('are in nothing that any tab has sent', async () => {
    const given = (await Promise.all(pages.map(givenTo))).flat();
    // A part of each, and more of what the network was given of it.
    expect(given.length).toBeGreaterThan(6 * EXAMPLES * 10);
    const inFiles: Needle[] = [];
    for (const path of files) {
      const bytes = await readFile(path);
      for (let from = 100; from + 200 < bytes.length; from += 1000)
        inFiles.push(...formsOf('files', bytes.subarray(from, from + 16)));
    }
    const needles = [...given, ...inFiles];
    await expectNoneSent(pages, needles);

    // Had there been one, it would have been found, in whatever form.
    const part = brought[0][0].pixels.slice(3000, 12_000);
    const texts = [Buffer.from(part).toString('base64'), JSON.stringify([...part])];
    for (const leak of [
      part,
      new Uint8Array(sharesOf(part).buffer),
      ...texts.map((text) => Buffer.from(text)),
    ])
      await sendAnyway(pages[0], leak);
    expect((await foundIn(pages[0], needles)).found).toEqual([
      'bytes',
      'bytes as shares',
      'bytes in JSON',
      'bytes in base64',
    ]);
    await Promise.all(pages.map((page) => page.browserContext().close()));
  });
});

/** Runs in the page. @param inputs of the network, as JSON */
function keepHeldOut(inputs: string): void {
  window.heldOut = JSON.parse(inputs);
}

/** The share of these pictures that the room's network is right of in a tab. */
async function rightIn(page: Page, heldOut: readonly Picture[]): Promise<number> {
  const guesses = await page.evaluate(() =>
    Promise.all(
      window.heldOut.map(async (inputs) => {
        const shares = await window.hearsay.predict(inputs);
        return shares.indexOf(Math.max(...shares));
      }),
    ),
  );
  return heldOut.filter(({ kind }, i) => CLASSES[guesses[i]] === kind).length / heldOut.length;
}
