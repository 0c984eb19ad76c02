/** `npm run bench -- jank`: the longest task of the main thread on each page, in time of the processor. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import preact from '@preact/preset-vite';
import type { Page } from 'puppeteer-core';
import { build } from 'vite';
import { createLab, type Lab, statusOf, until } from '../../browsers/tabs.ts';
import { atMost, type Bench, type BenchRow, rowOf } from '../bench.ts';
import type {} from './crowded-page.ts';
import { longestOf, type Task, tasksOf, traced } from './trace.ts';

const PROJECTOR_PAGE = import.meta.resolve('@hearsay/site/app/classroom/class-page.fake.tsx');
const TARGET_MS = 50;
const ROUNDS = 3;
const WATCHED_MS = 12_000;
const PATIENCE_SECONDS = 60;
/** Numbers of statuses that the page with many neighbours is shown. */
const STATUSES = 60;

type Measure = (lab: Lab, round: number) => Promise<Task[]>;

export const jankBench: Bench = {
  name: 'jank',
  summary:
    'longest task of the main thread: start page, peer page, lab, peer page and projector of 40 devices',
  async run(onProgress) {
    const crowded = await bundlePage(join(import.meta.dirname, 'crowded-page.ts'));
    const projector = await bundlePage(fileURLToPath(PROJECTOR_PAGE));
    const pages: Readonly<Record<string, Measure>> = {
      'start page, from navigation on': startPage,
      'peer page, joining, training, a digit drawn': peerPage,
      'lab page, 4096 peers': labPage,
      'peer page, 40 neighbours': (lab) => crowdedPage(lab, crowded),
      'projector, 40 devices': (lab) => projectorPage(lab, projector),
    };
    const lab = await createLab();
    try {
      const rows: BenchRow[] = [];
      for (const [at, [name, measure]] of Object.entries(pages).entries()) {
        const rounds: Task[][] = [];
        for (let round = 0; round < ROUNDS; round++) {
          onProgress((at + round / ROUNDS) / Object.keys(pages).length, name);
          rounds.push(await measure(lab, round));
        }
        rows.push(...rowsOf(name, rounds));
      }
      return rows;
    } finally {
      await lab.close();
    }
  },
};

function rowsOf(name: string, rounds: readonly (readonly Task[])[]): BenchRow[] {
  const busy = rounds.map((tasks) => tasks.reduce((sum, { cpu }) => sum + cpu, 0));
  return [
    atMost(`jank: ${name}, longest task`, rounds.map(longestOf), 'ms', TARGET_MS),
    rowOf(`jank: ${name}, all tasks`, busy, 'ms'),
  ];
}

const rest = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** A new page, in a process of its own and with nothing cached, that is yet to be shown what it is to show. */
async function blank(lab: Lab): Promise<Page> {
  const page = await lab.open('view=lab');
  await page.setCacheEnabled(false);
  await page.goto('about:blank');
  return page;
}

const startPage: Measure = async (lab) => {
  const page = await blank(lab);
  const events = await traced(page, async () => {
    await page.goto(`${lab.url}/#lang=en`);
    await page.waitForSelector('form.join');
    await page.locator('form.join details summary').click();
    await rest(2000);
  });
  await page.browserContext().close();
  return tasksOf(events);
};

const peerPage: Measure = async (lab, round) => {
  const run = `#room=jank-${round}&partition=labels:5&samples=500&auto=1&lang=en`;
  const other = await lab.open(run.slice(1));
  const page = await blank(lab);
  const events = await traced(page, async () => {
    await page.goto(`${lab.url}/${run}`);
    await until(
      () => statusOf(page),
      ({ accuracy, neighbours }) => accuracy !== null && neighbours.length > 0,
      PATIENCE_SECONDS,
      'it learns, with a neighbour',
    );
    await draw(page);
    await openAll(page);
    await rest(WATCHED_MS);
  });
  await Promise.all([page, other].map((one) => one.browserContext().close()));
  return tasksOf(events);
};

/** One table after the other, as people would. */
async function openAll(page: Page): Promise<void> {
  const closed = () => page.$('details:not([open])');
  for (let one = await closed(); one !== null; one = await closed()) {
    await one.evaluate((details) => details.setAttribute('open', ''));
    await rest(100);
  }
}

async function draw(page: Page): Promise<void> {
  const pad = await page.waitForSelector('canvas.pad');
  await pad?.scrollIntoView();
  const box = await pad?.boundingBox();
  if (!box) throw new Error('There is nowhere to draw.');
  const { x, y, width } = box;
  await page.mouse.move(x + 0.5 * width, y + 0.2 * width);
  await page.mouse.down();
  await page.mouse.move(x + 0.3 * width, y + 0.6 * width, { steps: 20 });
  await page.mouse.move(x + 0.7 * width, y + 0.8 * width, { steps: 20 });
  await page.mouse.up();
}

const labPage: Measure = async (lab) => {
  const page = await blank(lab);
  const events = await traced(page, async () => {
    await page.goto(`${lab.url}/#view=lab&peers=4096&lang=en`);
    await page.waitForSelector('table.figures');
    await openAll(page);
    await rest(WATCHED_MS);
  });
  await page.browserContext().close();
  return tasksOf(events);
};

/** Once it is there, with all its tables open. */
async function crowdedPage(lab: Lab, { script, style }: Bundle): Promise<Task[]> {
  const page = await blank(lab);
  await page.goto(`${lab.url}/health`);
  await page.addStyleTag({ content: style });
  await page.addScriptTag({ content: script, type: 'module' });
  await page.waitForFunction('document.querySelectorAll(".drawing canvas").length === 2');
  const events = await traced(page, async () => {
    await openAll(page);
    await page.evaluate((count) => window.playStatuses(count), STATUSES);
  });
  await page.browserContext().close();
  return tasksOf(events);
}

/** Of a class that is made up, with all tables open and the graph in sight. */
async function projectorPage(lab: Lab, { script, style }: Bundle): Promise<Task[]> {
  const page = await blank(lab);
  await page.setViewport({ width: 1920, height: 1000 });
  await page.goto(`${lab.url}/health?peers=40&seconds=5&host=1`);
  await page.addStyleTag({ content: style });
  await page.addScriptTag({ content: script, type: 'module' });
  await page.waitForSelector('.classroom');
  const events = await traced(page, async () => {
    await openAll(page);
    await page.evaluate(() => scrollTo(0, 0));
    await rest(WATCHED_MS);
  });
  await page.browserContext().close();
  return tasksOf(events);
}

interface Bundle {
  readonly script: string;
  readonly style: string;
}

async function bundlePage(input: string): Promise<Bundle> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [preact()],
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input,
        output: { codeSplitting: false },
      },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  const files = 'output' in output ? output.output : [];
  const chunk = files.find(({ type }) => type === 'chunk');
  if (chunk?.type !== 'chunk') throw new Error('The page of the bench could not be built.');
  const style = files.flatMap((file) =>
    file.type === 'asset' && file.fileName.endsWith('.css') ? [String(file.source)] : [],
  );
  return { script: chunk.code, style: style.join('\n') };
}
