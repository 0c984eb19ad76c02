/** Pictures read, kept and made features of in real browsers: what canvases, Workers and IndexedDB really do. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserName, type Lab, until } from '@hearsay/tools/browsers/tabs.ts';
import type { Page } from 'puppeteer-core';
import sirv from 'sirv';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {} from './examples-page/main.ts';
import { joinLab } from './shared-lab.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'hearsay-examples-'));
let lab: Lab;
let server: Server;
let url: string;

beforeAll(async () => {
  await build({
    configFile: here('../../client/site/vite.config.ts'),
    root: here('examples-page'),
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true },
  });
  const serve = sirv(folder);
  server = createServer((request, response) => serve(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
  lab = await joinLab();
});
afterAll(async () => {
  await lab?.close();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(browser: BrowserName = 'chromium'): Promise<Page> {
  const page = await lab.open('', browser);
  await page.goto(url);
  await until(
    () => page.evaluate(() => 'examples' in window),
    (is) => is,
    30,
    'the page of the tests',
  );
  return page;
}

/** Reads files that the page makes itself, with a Worker or in the page. */
function read(page: Page, where: 'worker' | 'page') {
  return page.evaluate(async (place) => {
    const { createPictureReader, readPictures, sourcesOfFiles } = window.examples;
    const unable = (onMessage: (message: { kind: 'started'; able: boolean }) => void) => {
      queueMicrotask(() => onMessage({ kind: 'started', able: false }));
      return { post: () => {}, close: () => {} };
    };
    /** Red to the left of the middle, blue to the right of it, green above and below the square in the middle. */
    const draw = (type: string, width: number, height: number): Promise<Blob> => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [width, height];
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('no canvas');
      context.fillStyle = '#0f0';
      context.fillRect(0, 0, width, height);
      const cut = Math.min(width, height);
      const [left, top] = [(width - cut) / 2, (height - cut) / 2];
      context.fillStyle = '#f00';
      context.fillRect(left, top, cut / 2, cut);
      context.fillStyle = '#00f';
      context.fillRect(left + cut / 2, top, cut / 2, cut);
      return new Promise((resolve, reject) =>
        canvas.toBlob((blob) => (blob === null ? reject(new Error(type)) : resolve(blob)), type, 0.95),
      );
    };
    /** A JPEG that says it was taken with the camera turned by 90 degrees. */
    const turned = async (jpeg: Blob): Promise<Blob> => {
      const exif = [0xff, 0xe1, 0, 34, 69, 120, 105, 102, 0, 0, 77, 77, 0, 42, 0, 0, 0, 8, 0, 1];
      const orientation = [1, 18, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
      return new Blob([jpeg.slice(0, 2), Uint8Array.from([...exif, ...orientation]), jpeg.slice(2)]);
    };
    const png = await draw('image/png', 300, 200);
    const jpeg = await draw('image/jpeg', 1000, 3000);
    const files: [string, Blob][] = [
      ['wide.png', png],
      ['tall.jpg', jpeg],
      ['turned.jpg', await turned(jpeg)],
      ['square.webp', await draw('image/webp', 64, 64)],
      ['dot.png', await draw('image/png', 1, 1)],
      ['cut.png', png.slice(0, 60)],
      ['text.jpg', new Blob(['This is no picture.'])],
      ['last.png', await draw('image/png', 17, 9)],
    ];
    const colours: Record<string, string> = {};
    const problems: string[] = [];
    const reader = createPictureReader(place === 'page' ? unable : undefined);
    await readPictures(sourcesOfFiles(files.map(([name, blob]) => new File([blob], name))), {
      side: 16,
      reader,
      onPicture({ path, pixels }) {
        const at = (x: number, y: number): string => {
          const [red, green, blue] = [...pixels.slice(3 * (y * 16 + x))];
          return red > 200 && green < 60
            ? 'red'
            : blue > 200 && green < 60
              ? 'blue'
              : `${red},${green},${blue}`;
        };
        colours[path] = [at(2, 2), at(13, 2), at(2, 13), at(13, 13)].join(' ');
      },
      onProblem: (problem) => problems.push(`${problem.code} ${'file' in problem ? problem.file : ''}`),
    });
    reader.close();
    return { colours, problems };
  }, where);
}

const FILES = {
  colours: {
    'wide.png': 'red blue red blue',
    'tall.jpg': 'red blue red blue',
    // Turned to the right: what was left is above.
    'turned.jpg': 'red red blue blue',
    'square.webp': 'red blue red blue',
    'last.png': 'red blue red blue',
  },
  problems: ['picture-too-small dot.png', 'picture-damaged cut.png', 'not-a-picture text.jpg'],
};

describe('pictures', () => {
  it('are read upright, as the square in their middle, in a Worker and in the page', async () => {
    const page = await open();
    expect(await read(page, 'worker')).toEqual(FILES);
    expect(await read(page, 'page')).toEqual(FILES);
  });

  it('are read in Firefox too', async () => {
    const page = await open('firefox');
    expect(await read(page, 'worker')).toEqual(FILES);
    expect(await read(page, 'page')).toEqual(FILES);
  });
});

describe('a camera', () => {
  it('gives what it shows now, and nothing before it shows anything', async () => {
    const page = await open();
    const colours = await page.evaluate(async () => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [320, 240];
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('no canvas');
      // A stream has a frame for each time something is drawn.
      const drawing = setInterval(() => {
        context.fillStyle = '#f00';
        context.fillRect(0, 0, 160, 240);
        context.fillStyle = '#00f';
        context.fillRect(160, 0, 160, 240);
      }, 20);
      const video = document.createElement('video');
      const before = window.examples.pictureOfVideo(video, 16);
      video.muted = true;
      video.srcObject = canvas.captureStream();
      await video.play();
      const pixels = window.examples.pictureOfVideo(video, 16) ?? new Uint8Array();
      clearInterval(drawing);
      const at = (x: number): number[] => [...pixels.slice(3 * (8 * 16 + x), 3 * (8 * 16 + x) + 3)];
      return { before, length: pixels.length, left: at(3), right: at(12) };
    });
    expect(colours).toMatchObject({ before: null, length: 768 });
    expect(colours.left[0]).toBeGreaterThan(200);
    expect(colours.left[2]).toBeLessThan(60);
    expect(colours.right[2]).toBeGreaterThan(200);
    expect(colours.right[0]).toBeLessThan(60);
  });
});

describe('examples', () => {
  it('are kept over a reload with their features, which a Worker makes', async () => {
    const page = await open();
    const make = () =>
      page.evaluate(async () => {
        const { featureRows, openExampleStore, pixelRows, startFeatureMaker } = window.examples;
        const store = await openExampleStore('kept', 32 * 32 * 3);
        const found = store.examples.value.length;
        if (found === 0)
          await store.add(
            Array.from({ length: 10 }, (_, i) => ({
              label: 'ab'[i % 2],
              pixels: new Uint8Array(32 * 32 * 3).map((_, at) => (at * (i + 1)) % 256),
            })),
          );
        const maker = startFeatureMaker();
        const progress: number[] = [];
        const options = { classes: ['a', 'b'], side: 32, copies: 1, seed: 1, maker };
        const pixels = await pixelRows(store.examples.value, options);
        const rows = await featureRows(store, { ...options, onProgress: (done) => progress.push(done) });
        maker.close();
        const values = [...rows.train.inputs];
        return {
          found,
          problem: store.problem.value,
          steps: progress.length,
          lengths: [pixels.train.inputs.length, values.length, rows.test.targets.length],
          some: values.slice(0, 5),
          deviation: Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length),
        };
      });
    const first = await make();
    expect(first).toMatchObject({ found: 0, problem: null, lengths: [16 * 3072, 16 * 768, 2] });
    expect(first.deviation).toBeGreaterThan(0.3);
    await page.reload();
    await until(
      () => page.evaluate(() => 'examples' in window),
      (is) => is,
      30,
      'the page of the tests',
    );
    const second = await make();
    expect(second).toMatchObject({ found: 10, lengths: first.lengths, some: first.some });
    expect(second.steps).toBeLessThan(first.steps);
  });

  it('go on in memory where the disk is full, which is said', async () => {
    const page = await open();
    const devtools = await page.createCDPSession();
    const quotaSize = 200_000;
    await devtools.send('Storage.overrideQuotaForOrigin', { origin: new URL(url).origin, quotaSize });
    const result = await page.evaluate(async () => {
      const store = await window.examples.openExampleStore('full', 1_000_000);
      // Nothing packs it.
      const pixels = new Uint8Array(1_000_000);
      for (let at = 0; at < pixels.length; at += 65_536)
        crypto.getRandomValues(pixels.subarray(at, at + 65_536));
      await store.add([{ label: 'a', pixels }]);
      return { examples: store.examples.value.length, problem: store.problem.value };
    });
    await devtools.send('Storage.overrideQuotaForOrigin', { origin: new URL(url).origin });
    expect(result).toEqual({ examples: 1, problem: { code: 'storage-full' } });
  });
});
