/** The examples as a user has them: their pages in real tabs, with the built package, and another origin's server. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type ServedExamples, serveExamples } from '@hearsay/examples/serve/serve.ts';
import { connectChromium, type RunningBrowser } from '@hearsay/tools/browsers/launch.ts';
import { until } from '@hearsay/tools/browsers/tabs.ts';
import type * as Tfjs from '@tensorflow/tfjs';
import type { Tensor } from '@tensorflow/tfjs';
import type * as Hearsay from 'hearsay';
import type { BrowserContext, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { buildLibrary, ROOT } from '../../signaling-server/launch/prepare.mjs';
import { expectNoViolations, inEveryLook } from './axe.ts';

declare global {
  interface Window {
    /** Of `one-file`. */
    room: Hearsay.Room<Tfjs.LayersModel>;
    tf: typeof Tfjs;
    joinRoom: typeof Hearsay.joinRoom;
  }
}

const SECONDS = 100;
/** Milliseconds for the package to be built on a busy machine. */
const BUILD_MS = 300_000;

let examples: ServedExamples;
let chromium: RunningBrowser;
const contexts: BrowserContext[] = [];
/** What the pages of a test asked for and did not get, or threw. */
const broken: string[] = [];

beforeAll(async () => {
  await buildLibrary();
  examples = await serveExamples({ port: 0, serverPort: 0 });
  chromium = await connectChromium(inject('lab').endpoint);
}, BUILD_MS);
afterEach(async () => {
  await Promise.allSettled(contexts.splice(0).map((context) => context.close()));
  expect(broken.splice(0)).toEqual([]);
});
afterAll(async () => {
  await chromium?.close();
  await examples?.close();
});

/** @returns opens tabs that share what tabs of one browser share */
async function inOneBrowser(): Promise<(path: string, fragment: string) => Promise<Page>> {
  const context = await chromium.browser.createBrowserContext();
  contexts.push(context);
  return async (path, fragment) => {
    const page = await context.newPage({ type: 'window' });
    page.on('response', (answer) => {
      if (answer.status() >= 400) broken.push(`${answer.status()} ${answer.url()}`);
    });
    page.on('pageerror', (error) => broken.push(String(error)));
    await page.goto(`${examples.url}${path}#${fragment}&server=${examples.server}`);
    return page;
  };
}

interface Shown {
  readonly status: string;
  readonly alert: string;
  /** The number in the first figure: an accuracy in percent, or an error in thousands. */
  readonly first: number;
}

function shownBy(page: Page): Promise<Shown> {
  return page.evaluate(() => {
    const text = (selector: string): string => document.querySelector(selector)?.textContent ?? '';
    return {
      status: text('[role="status"]'),
      alert: text('[role="alert"]'),
      first: Number.parseInt(text('dl dd'), 10),
    };
  });
}

const untilAll = (pages: readonly Page[], holds: (shown: Shown) => boolean, what: string): Promise<Shown[]> =>
  until(
    () => Promise.all(pages.map(shownBy)),
    (all) => all.every(holds),
    SECONDS,
    what,
  );

/** By the keyboard. */
async function press(page: Page, name: string): Promise<void> {
  // Chromium draws nothing in a window behind another, and hands no keys on to it.
  await page.bringToFront();
  const button = await page.waitForSelector(`::-p-aria([name="${name}"][role="button"])`);
  await button?.focus();
  await page.keyboard.press('Enter');
}

describe('the list of examples', () => {
  it('leads to each, and has no barriers', async () => {
    const open = await inOneBrowser();
    const page = await open('', '');
    const links = await page.$$eval('a', (all) => all.map(({ pathname }) => pathname));
    expect(links).toEqual(['/one-file/', '/vite/', '/preact/', '/regression/']);
    await inEveryLook(page, (rules) => expectNoViolations(page, rules));
  });
});

describe.each([
  { path: 'one-file/', parts: ['lacking=0', 'lacking=1'], isLearned: (percent: number) => percent >= 90 },
  { path: 'vite/', parts: ['part=0', 'part=1'], isLearned: (percent: number) => percent >= 90 },
  { path: 'preact/', parts: ['part=0', 'part=1'], isLearned: (percent: number) => percent >= 90 },
  { path: 'regression/', parts: ['part=0', 'part=1'], isLearned: (thousands: number) => thousands <= 40 },
])('$path in two tabs', ({ path, parts, isLearned }) => {
  it('learns what neither tab could alone, says so without barriers, and goes on when one leaves', async () => {
    const open = await inOneBrowser();
    const tabs = await Promise.all(parts.map((part) => open(path, `${part}&room=examples`)));
    const [first, second] = tabs;
    const all = await untilAll(
      tabs,
      ({ status, first }) => status.startsWith('Learning with') && isLearned(first),
      `the tabs of ${path} are connected, and have learned`,
    );
    expect(all.map(({ alert }) => alert)).toEqual(['', '']);
    await inEveryLook(first, (rules) => expectNoViolations(first, rules));
    await press(first, path === 'one-file/' ? 'Leave the room' : 'Leave');
    await untilAll([first], ({ status }) => status.includes('has left'), 'the first tab has left');
    await untilAll([second], ({ status }) => status.startsWith('Learning alone'), 'the other goes on');
  });
});

it('says on the page, in words, why a tab is not in the room', async () => {
  const open = await inOneBrowser();
  const pages = await Promise.all(
    ['one-file/', 'vite/', 'preact/', 'regression/'].map((path) => open(path, 'server=ftp://nowhere')),
  );
  const all = await untilAll(
    pages,
    ({ status }) => status === 'This tab is not in the room.',
    'all say that they are not in the room',
  );
  for (const { alert } of all) expect(alert).toContain('server=ftp://nowhere cannot be used');
});

it('draws on a canvas what the model of the room makes of the plane', async () => {
  const open = await inOneBrowser();
  const page = await open('vite/', 'part=0&room=canvas');
  await page.waitForFunction(
    () => document.querySelector('canvas')?.ariaLabel?.startsWith('The plane, coloured'),
    { polling: 200 },
  );
  const colours = await page.$eval('canvas', (canvas) => {
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    return new Set(new Uint32Array(data.buffer)).size;
  });
  expect(colours).toBeGreaterThan(10);
  await press(page, 'Pause');
  await untilAll([page], ({ status }) => status.startsWith('Paused'), 'it says that it is paused');
  await press(page, 'Go on');
  await untilAll([page], ({ status }) => status.startsWith('Learning'), 'it says that it goes on');
});

it('shows curves of other tabs, and joins anew after its component went', async () => {
  const open = await inOneBrowser();
  const tabs = await Promise.all(['part=0', 'part=1'].map((part) => open('preact/', `${part}&room=curves`)));
  for (const page of tabs)
    await until(
      () => page.$$eval('polyline', (all) => all.length),
      (count) => count === 2,
      SECONDS,
      'there are curves of both tabs',
    );
  await press(tabs[0], 'Leave');
  await untilAll([tabs[1]], ({ status }) => status.startsWith('Learning alone'), 'the room was left');
  await press(tabs[0], 'Join again');
  await untilAll(tabs, ({ status }) => status.startsWith('Learning with'), 'both are in it once more');
});

it('has peers in Node beside a tab', async () => {
  const open = await inOneBrowser();
  const main = join(ROOT, 'examples/node-peers/main.ts');
  const options = ['--server', examples.server, '--room', 'beside', '--count', '1', '--part', '1'];
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...options], { cwd: ROOT });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (printed += String(data)));
  const over = once(child, 'exit');
  try {
    const page = await open('vite/', 'part=0&room=beside');
    await untilAll(
      [page],
      ({ status, first }) => status.startsWith('Learning with') && first >= 90,
      'the tab has learned with the peer',
    );
    await until(
      async () => printed,
      (text) => /peer 1, the outer half: (9\d|100) % right, 1 neighbours/.test(text),
      SECONDS,
      'the peer has learned with the tab',
    );
    child.kill('SIGINT');
    expect(await over).toEqual([0, null]);
    await untilAll([page], ({ status }) => status.startsWith('Learning alone'), 'the peer has left');
  } finally {
    child.kill('SIGKILL');
  }
});

it('leaves the tensors of a page alone, makes none that stay, and trains on wasm', async () => {
  const open = await inOneBrowser();
  const page = await open('one-file/', 'lacking=0&room=tensors');
  await page.waitForFunction(() => window.room?.status.value.updates > 0, { polling: 200 });
  expect(await page.evaluate(() => window.room.status.value.backend)).toBe('wasm');
  // As text, which vitest does not change.
  await page.evaluate('import("/hearsay/index.js").then(({ joinRoom }) => { window.joinRoom = joinRoom; })');
  const counts = await page.evaluate(async (server) => {
    const { tf, room, joinRoom } = window;
    const count = (): number => tf.memory().numTensors;
    const begun = count();
    const model = tf.sequential({
      layers: [tf.layers.dense({ inputShape: [2], units: 3, activation: 'softmax' })],
    });
    const data = { xs: tf.randomUniform([40, 2]), ys: tf.tensor1d(Array(40).fill(1), 'int32') };
    const own = count();
    const other = await joinRoom({ server, room: 'tensors-2' }, { model, data });
    const joined = count();
    const x = tf.tensor2d([[1, 2]]);
    await other.predict(x);
    await other.predictAll(data.xs);
    await room.predict(x);
    x.dispose();
    const predicted = count();
    const learned = await other.model();
    const kind = learned.outputs[0].shape.length;
    const answer = learned.predict(data.xs) as Tensor;
    const [given] = await answer.data();
    answer.dispose();
    learned.dispose();
    const handedOut = count();
    await other.leave();
    const left = count();
    const usable = [data.xs, data.ys, ...model.getWeights()].every(({ isDisposed }) => !isDisposed);
    tf.dispose(data);
    model.dispose();
    return { begun, own, joined, predicted, handedOut, left, ended: count(), usable, kind, given };
  }, examples.server);
  const { begun, own, ended, usable, given, kind, ...during } = counts;
  expect(usable).toBe(true);
  expect(kind).toBe(2);
  expect(given).toBeGreaterThan(0);
  expect(during).toEqual({ joined: own, predicted: own, handedOut: own, left: own });
  expect(ended).toBe(begun);
});
