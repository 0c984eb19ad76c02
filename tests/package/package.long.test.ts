/** The package as others have it: packed, installed in an empty project, built by their bundler, and trained with in a browser. */

import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { launchChromium, type RunningBrowser } from '@hearsay/tools/browsers/launch.ts';
import { type ServerProcess, startServerProcess } from '@hearsay/tools/browsers/server-process.ts';
import { until } from '@hearsay/tools/browsers/tabs.ts';
import type { Room } from 'hearsay';
import type { Page } from 'puppeteer-core';
import sirv from 'sirv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProject, type Project } from './project.ts';

/** Versions that are in the workspace's lock file too, so that npm has them at hand. */
const PACKAGES = [
  '@tensorflow/tfjs@4.22.0',
  '@roamhq/wrtc@0.10',
  'vite@8',
  'webpack@5',
  'webpack-cli@7',
  'typescript@5.9',
];
const SETTING_UP_MS = 600_000;
/** Length of the difference of two models by that of one: they agree. */
const AGREEMENT = 0.02;

interface Checked {
  right: number;
  evaluated: number;
  one: number[];
  several: number[][];
  leaked: number;
  alive: number | false;
  parameters: number[];
}
declare global {
  interface Window {
    trained?: Room;
    failure?: { code: string; message: string };
    events: { progress: number; neighbours: number };
    check(): Promise<Checked>;
  }
}

let project: Project;
let pages: Server;
let server: ServerProcess;
let browser: RunningBrowser;
const origin = (): string => `http://127.0.0.1:${(pages.address() as AddressInfo).port}`;

beforeAll(async () => {
  project = createProject(PACKAGES);
  pages = createServer(sirv(project.directory, { dev: true, dotfiles: true }));
  await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
  server = await startServerProcess({ address: '127.0.0.1', port: 0, allowOrigin: origin() });
  browser = await launchChromium({});
}, SETTING_UP_MS);
afterAll(async () => {
  await browser?.close();
  await server?.kill();
  pages?.close();
  project?.remove();
});

async function open(path: string, query: Record<string, string | number>): Promise<Page> {
  const context = await browser.browser.createBrowserContext();
  const page = await context.newPage();
  const all = { server: `http://127.0.0.1:${server.port}`, ...query };
  await page.goto(`${origin()}/${path}?${new URLSearchParams(all as Record<string, string>)}`);
  return page;
}

const joined = (page: Page): Promise<unknown> =>
  page.waitForFunction('window.trained !== undefined || window.failure !== undefined', { timeout: 120_000 });

const length = (vector: readonly number[]): number => Math.hypot(...vector);

/** Two pages train a functional model on two classes of three each, and come to know all three. */
async function trainsInTwoPages(path: string, room: string): Promise<void> {
  const both = [await open(path, { room, peer: 0 }), await open(path, { room, peer: 1 })];
  for (const page of both) {
    await joined(page);
    expect(await page.evaluate(() => window.failure)).toBeUndefined();
  }
  const accuracies = (): Promise<number[]> =>
    Promise.all(both.map((page) => page.evaluate(() => window.trained?.status.value.roomAccuracy ?? 0)));
  await until(accuracies, (all) => Math.min(...all) >= 0.9, 120, 'both know all three clouds');
  for (const page of both) await page.evaluate(() => window.trained?.pause());
  const checks = await until(
    () => Promise.all(both.map((page) => page.evaluate(() => window.check()))),
    ([a, b]) =>
      length(a.parameters.map((value, i) => value - b.parameters[i])) < AGREEMENT * length(a.parameters),
    60,
    'both agree on one model',
  );
  for (const { right, evaluated, one, several, leaked, alive } of checks) {
    expect(right).toBeGreaterThanOrEqual(0.9);
    expect(evaluated).toBeCloseTo(right, 1);
    expect(one.indexOf(Math.max(...one))).toBe(0);
    expect(several.map((row) => row.indexOf(Math.max(...row)))).toEqual([0, 1, 2]);
    expect(one.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 4);
    expect(leaked).toBe(0);
    expect(alive).toBe(240);
  }
  for (const page of both) {
    const { backend, problems, neighbours } = await page.evaluate(() => window.trained!.status.value);
    expect(problems).toEqual([]);
    expect(backend).toBe('wasm');
    expect(neighbours).toHaveLength(1);
    expect(await page.evaluate(() => window.events.progress)).toBeGreaterThan(3);
  }
  for (const page of both) {
    await page.evaluate(() => window.trained?.leave());
    await page.browserContext().close();
  }
}

describe('a functional model is trained in two pages', () => {
  it('built with Vite', async () => {
    project.run('vite', 'build', '--base', './', '--outDir', 'with-vite', '--logLevel', 'warn');
    await trainsInTwoPages('with-vite/index.html', 'vite');
  });

  it('built with webpack', async () => {
    const config = `export default { mode: 'production', entry: './bundled.js', experiments: { outputModule: false },
      performance: { hints: false }, output: { path: import.meta.dirname + '/with-webpack', publicPath: 'auto' } };`;
    writeFileSync(join(project.directory, 'webpack.config.mjs'), config);
    project.run('webpack');
    writeFileSync(
      join(project.directory, 'with-webpack', 'index.html'),
      '<!doctype html><title>Clouds</title><script type="module" src="./main.js"></script>',
    );
    await trainsInTwoPages('with-webpack/index.html', 'webpack');
  });

  it('with no bundler', async () => {
    await trainsInTwoPages('plain/plain.html', 'plain');
  });
});

it('a page whose task differs by one unit is told so, and so is the other', async () => {
  const query = { room: 'units', peer: 0 };
  const both = [
    await open('plain/plain.html', { ...query, units: 16 }),
    await open('plain/plain.html', { ...query, units: 17 }),
  ];
  for (const page of both) await joined(page);
  const told = await until(
    () => Promise.all(both.map((page) => page.evaluate(() => window.trained?.status.value.problems ?? []))),
    (all) => all.every((problems) => problems.length > 0),
    60,
    'both are told',
  );
  expect(told).toMatchObject([[{ code: 'other-task' }], [{ code: 'other-task' }]]);
  const [[one], [other]] = told;
  if (one.code !== 'other-task' || other.code !== 'other-task') expect.fail('both are of another task');
  expect([one.own, one.theirs]).toEqual([other.theirs, other.own]);
  // Nothing of the other has been mixed.
  await until(
    () => both[0].evaluate(() => window.trained!.status.value.updates),
    (updates) => updates > 20,
    60,
    'it trains on',
  );
  for (const page of both) {
    expect(await page.evaluate(() => window.trained!.status.value.staleness.max)).toBeGreaterThanOrEqual(0);
    await page.browserContext().close();
  }
});

it('a learner of one’s own takes the place of tfjs', async () => {
  const both = [
    await open('plain/own-learner.html', { peer: 0 }),
    await open('plain/own-learner.html', { peer: 1 }),
  ];
  for (const page of both) {
    await joined(page);
    expect(await page.evaluate(() => window.failure)).toBeUndefined();
  }
  const losses = (): Promise<number[]> =>
    Promise.all(
      both.map((page) =>
        page.evaluate(() => window.trained?.status.value.roomLoss ?? Number.POSITIVE_INFINITY),
      ),
    );
  await until(losses, (all) => Math.max(...all) < 0.05, 60, 'both know the line of which each saw a half');
  const [answer] = await both[0].evaluate(() => window.trained?.predict([1, -1]) ?? []);
  expect(answer).toBeGreaterThan(4.5);
  expect(answer).toBeLessThan(6.5);
  for (const page of both) await page.browserContext().close();
});

it('can be published', () => {
  expect(project.check('client/library/build/release-check.ts')).toContain('can be published');
});

it('two peers in Node learn what only the other has', () => {
  const printed = project.run('node', 'node.js', `http://127.0.0.1:${server.port}`);
  const peer = { backend: 'wasm', problems: [] };
  expect(JSON.parse(printed)).toEqual([peer, peer]);
});

it('what cannot be used is refused with a code', async () => {
  const page = await open('plain/plain.html', { room: 'a', server: origin(), peer: 0 });
  await joined(page);
  // Something answers there, but it only has files.
  expect(await page.evaluate(() => window.failure?.code)).toBe('not-a-server');
  await page.browserContext().close();
});

it('compiles in strict, with the types of libraries checked', () => {
  writeFileSync(
    join(project.directory, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        ...{ strict: true, skipLibCheck: false, noEmit: true, target: 'es2022', types: [] },
        ...{ module: 'esnext', moduleResolution: 'bundler', lib: ['es2023', 'dom', 'dom.iterable'] },
      },
      files: ['types.ts'],
    }),
  );
  project.run('tsc', '-p', '.');
  project.run('tsc', '-p', '.', '--module', 'nodenext', '--moduleResolution', 'nodenext');
});
