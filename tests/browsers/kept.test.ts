/** What stays of a run: after a reload, in files, and in a run that begins from them. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { de, kept as german } from '@hearsay/site/app/words/de.ts';
import { en, kept as english } from '@hearsay/site/app/words/en.ts';
import type { ExportedModel } from '@hearsay/site/hearsay.ts';
import { type Lab, statusOf, until } from '@hearsay/tools/browsers/tabs.ts';
import { loadMnist } from 'hearsay/internal/data/mnist.ts';
import { CSV_COLUMNS } from 'hearsay/internal/kept/log-files.ts';
import { accuracyOf, loadInPlainTfjs } from 'hearsay/internal/kept/plain-tfjs.fake.ts';
import type { Status } from 'hearsay/internal/session/status.ts';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectNoViolations, inEveryLook } from './axe.ts';
import { joinLab } from './shared-lab.ts';

const KEY = 'AAAAAAAAAAAAAAAAAAAAAA';
/** Below what five tabs at once can do on two cores. */
const PACED = 'updateRate=5';
/** Where nothing has to be learned. */
const EASY = `steps=2&${PACED}`;

let lab: Lab;
let directory: string;
beforeAll(async () => {
  lab = await joinLab();
  directory = await mkdtemp(join(tmpdir(), 'hearsay-kept-'));
});
afterAll(async () => {
  await lab?.close();
  await rm(directory, { recursive: true, force: true });
});

const button = (name: string): string => `::-p-aria([name="${name}"][role="button"])`;
const click = (page: Page, name: string): Promise<void> => page.locator(button(name)).click();
const text = (page: Page): Promise<string> => page.evaluate(() => document.body.textContent ?? '');
const statusIs = (page: Page, holds: (status: Status) => boolean, what: string): Promise<Status> =>
  until(() => statusOf(page), holds, 60, what);
const training = (page: Page): Promise<Status> =>
  statusIs(page, ({ phase }) => phase === 'training', 'it trains');
const kept = (page: Page): Promise<Status> =>
  statusIs(
    page,
    ({ checkpoint, accuracy }) => (checkpoint.updates ?? 0) > 0 && accuracy !== null,
    'a checkpoint of some updates is kept',
  );
const reload = async (page: Page): Promise<void> => {
  await page.reload();
  await page.waitForFunction('window.hearsay !== undefined');
};
const close = (page: Page): Promise<void> => page.browserContext().close();

/** At the same time: most of it is waiting until a checkpoint is due. */
describe.concurrent('a reload', () => {
  it('resumes the run where it was, as the same peer, in a room with a key', async () => {
    const run = `room=reload&key=${KEY}&partition=iid&samples=600&momentum=0.5&steps=5&${PACED}&auto=1`;
    const [page, neighbour] = [await lab.open(run), await lab.open(run)];
    await training(neighbour);
    const learned = await statusIs(page, ({ accuracy }) => (accuracy ?? 0) > 0.7, 'it has learned something');
    const before = await statusIs(
      page,
      ({ checkpoint }) => (checkpoint.updates ?? 0) >= learned.updates,
      'what it has learned is kept',
    );
    const keptUpdates = before.checkpoint.updates ?? 0;
    const points = (await page.evaluate(() => window.hearsay.history())).filter(
      ({ updates }) => updates <= keptUpdates,
    ).length;
    await reload(page);

    const after = await training(page);
    expect([after.peerId, after.slot]).toEqual([before.peerId, before.slot]);
    // Most often it is kept once more when the reload begins; if not, it goes on from what was kept before.
    expect(after.updates).toBeGreaterThanOrEqual(keptUpdates);
    // What the page shows is of the last test that was kept, and that may have been one before: the model is what counts.
    expect(after.accuracy).not.toBeNull();
    const resumedWith = await page.evaluate(() => window.hearsay.evaluate());
    expect(resumedWith.accuracy).toBeGreaterThan(0.6);
    expect(after.errors).toEqual([]);
    const later = await statusIs(page, ({ updates }) => updates > after.updates + 20, 'it trains on');
    const history = await page.evaluate(() => window.hearsay.history());
    expect(history.length).toBeGreaterThanOrEqual(points);
    const resumed = history.filter(({ updates }) => updates >= after.updates);
    for (const { accuracy } of resumed) expect(accuracy).toBeGreaterThan(0.6);
    expect(later.updateRate).toBeLessThan(1000);

    const together = ({ neighbours }: Status): boolean =>
      neighbours.some(({ state }) => state === 'connected');
    await statusIs(page, together, 'the neighbour is there again');
    const there = await statusIs(neighbour, together, 'it is there for the neighbour again');
    expect(there.neighbours[0].id).toBe(before.peerId);
    const had = (await statusOf(neighbour)).received.models;
    await statusIs(neighbour, ({ received }) => received.models > had + 5, 'models travel again');
    const { json } = await page.evaluate(() => window.hearsay.exportLog());
    const events = JSON.parse(json).rows.map((row: { event: string }) => row.event);
    expect(events).toEqual(expect.arrayContaining(['joined', 'training', 'evaluation', 'resumed']));

    // Left on purpose, it is not gone on with.
    await page.evaluate(() => window.hearsay.leave());
    await reload(page);
    const anew = await training(page);
    expect(anew.peerId).not.toBe(before.peerId);
    expect(anew.updates).toBeLessThan(before.updates);
    await Promise.all([page, neighbour].map(close));
  });

  it('offers to go on, or to start anew, where the run was joined from the form', async () => {
    const page = await lab.open(`room=offer&partition=iid&samples=300&${EASY}`);
    await click(page, 'Join the room');
    await kept(page);
    await reload(page);
    const offer = await page.waitForSelector(button('Start anew'));
    expect(offer).not.toBeNull();
    // Without a figure where the run was kept before it was tested.
    const said = /Go on where you were \(([\d,]+) updates(?:, [\d.]+%)?\)/.exec(await text(page));
    const updates = Number(said?.[1].replaceAll(',', ''));
    expect(updates).toBeGreaterThan(0);
    await click(page, said?.[0] ?? '');
    expect((await training(page)).updates).toBeGreaterThanOrEqual(updates);
    expect(await page.evaluate(async () => (await window.hearsay.exportLog()).csv)).toContain('resumed');

    await kept(page);
    const { peerId } = await statusOf(page);
    await reload(page);
    await click(page, 'Start anew');
    const anew = await training(page);
    expect(anew.peerId).not.toBe(peerId);
    // However late this looks: the log of a run that goes on says so.
    expect(await page.evaluate(async () => (await window.hearsay.exportLog()).csv)).not.toContain('resumed');
    await close(page);
  });

  it('is of one tab alone: a duplicate begins anew, and each goes on as itself', async () => {
    const page = await lab.open(`room=twins&partition=iid&samples=300&${EASY}&auto=1`);
    const { peerId } = await kept(page);
    // A window that a page opens begins with a copy of its session storage, as a duplicated tab does.
    const [twin] = await Promise.all([
      new Promise<Page>((resolve) => page.once('popup', (opened) => resolve(opened as Page))),
      page.evaluate(() => void window.open(location.href)),
    ]);
    await twin.waitForFunction('window.hearsay !== undefined');
    const other = await kept(twin);
    expect(other.peerId).not.toBe(peerId);
    expect((await statusOf(page)).phase).toBe('training');
    await Promise.all([page, twin].map(reload));
    expect((await training(page)).peerId).toBe(peerId);
    expect((await training(twin)).peerId).toBe(other.peerId);
    await close(page);
  });

  it('is not even needed where the training thread crashes: it is started again by itself', async () => {
    const run = `room=crash&partition=iid&samples=300&${EASY}&auto=1`;
    const [page, neighbour] = [await lab.open(run), await lab.open(run)];
    await training(neighbour);
    const { checkpoint, peerId } = await kept(page);
    const [worker] = page.workers();
    await worker.evaluate(() => {
      setTimeout(() => {
        throw new Error('out of memory, say');
      });
    });
    const restarted = await statusIs(
      page,
      ({ phase, problems }) =>
        phase === 'training' && problems.some(({ code }) => code === 'worker-restarted'),
      'it says so, and trains',
    );
    expect(restarted.peerId).toBe(peerId);
    expect(restarted.updates).toBeGreaterThanOrEqual(checkpoint.updates ?? 0);
    await statusIs(page, ({ updates }) => updates > restarted.updates + 10, 'it trains on');
    const had = (await statusOf(neighbour)).received.models;
    await statusIs(neighbour, ({ received }) => received.models > had + 5, 'models travel again');
    await Promise.all([page, neighbour].map(close));
  });

  it('is not even needed where the page was put by, and is shown again', async () => {
    const page = await lab.open(`room=put-by&partition=iid&samples=300&${EASY}&auto=1`);
    const { checkpoint, peerId } = await kept(page);
    await page.evaluate(() => {
      (window as { mark?: boolean }).mark = true;
    });
    await page.goto(`${lab.url}/health`);
    await page.goBack();
    const shown = await training(page);
    expect(await page.evaluate(() => (window as { mark?: boolean }).mark), 'it is the same page').toBe(true);
    expect(shown.peerId).toBe(peerId);
    expect(shown.updates).toBeGreaterThanOrEqual(checkpoint.updates ?? 0);
    await close(page);
  });

  it('is not to be had where the browser keeps nothing, and the run goes on without', async () => {
    const page = await lab.open('');
    await page.evaluateOnNewDocument(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('not here', 'InvalidStateError');
      };
    });
    await page.goto(`${lab.url}/#room=nothing-kept&partition=iid&samples=300&${EASY}&auto=1`);
    await reload(page);
    const { updates, errors } = await statusIs(page, ({ checkpoint }) => checkpoint.failed, 'it says so');
    expect(errors).toEqual([]);
    expect(await text(page)).toContain('lets the page keep nothing');
    await statusIs(page, (status) => status.updates > updates + 10, 'it trains on');
    await close(page);
  });
});

it.concurrent('goes back to an earlier model, and from that to the one it left', async () => {
  const page = await lab.open(`room=back&partition=iid&samples=300&${EASY}&auto=1`);
  await page.locator('summary::-p-text(Keep this run)').click();
  const list = () => page.evaluate(() => window.hearsay.earlierModels());
  const [first] = await until(list, (models) => models.length > 0, 60, 'one is kept');
  await statusIs(page, ({ updates }) => updates > first.updates + 50, 'it trains on');
  await page.evaluate(() => window.hearsay.pause());
  const parameters = async () => [
    ...(await page.evaluate(async () => [...(await window.hearsay.parameters())])),
  ];
  const left = await statusIs(page, ({ phase }) => phase === 'paused', 'it is paused');
  const before = await parameters();
  await click(page, english.earlier.goBack);
  await page.waitForFunction(
    (said) => document.body.textContent?.includes(said),
    {},
    english.earlier.gone(first.updates),
  );
  const back = await until(parameters, (now) => now[0] !== before[0], 60, 'the model is another one');
  expect(back).toHaveLength(before.length);
  expect((await statusOf(page)).updates).toBeGreaterThanOrEqual(left.updates);
  await expectNoViolations(page);

  const [newest] = await until(list, (models) => models.length > 1, 60, 'the one that it left is kept');
  await page.evaluate((id) => window.hearsay.goBackTo(id), newest.id);
  expect(await until(parameters, (now) => now[0] !== back[0], 60, 'it is another one again')).toEqual(before);
  await page.evaluate(() => window.hearsay.leave());
  await close(page);
});

describe('files', () => {
  let model: ExportedModel;
  let accuracy = 0;
  const descriptionPath = () => join(directory, model.descriptionName);
  const weightsPath = () => join(directory, model.weightsName);

  it('are saved by buttons: the charts, the log, and the model, which scores the same in plain tfjs', async () => {
    const page = await lab.open(`room=files&key=${KEY}&partition=iid&samples=600&seed=3&${PACED}&auto=1`);
    await statusIs(page, (status) => (status.accuracy ?? 0) > 0.7, 'it has learned something');
    await page.evaluate(() => window.hearsay.pause());
    ({ accuracy } = await page.evaluate(() => window.hearsay.evaluate()));
    const session = await page.createCDPSession();
    const { id } = page.browserContext();
    await session.send('Browser.setDownloadBehavior', {
      behavior: 'allow',
      downloadPath: directory,
      ...(id === undefined ? {} : { browserContextId: id }),
    });
    await page.locator('summary::-p-text(Keep this run)').click();
    await click(page, english.charts.svg);
    await click(page, english.charts.png);
    await click(page, 'Log as CSV');
    await click(page, 'Log as JSON');
    await click(page, 'Take the model as it is now');
    const links = await until(
      () => page.$$eval('a[download]', (all) => all.map((link) => link.download)),
      (all) => all.length === 2,
      20,
      'two files are ready',
    );
    for (const name of links) await page.locator(`::-p-aria([name="${name}"][role="link"])`).click();
    const names = await until(
      () => readdir(directory),
      (all) => all.length === 6 && !all.some((name) => name.endsWith('.crdownload')),
      20,
      'six files are saved',
    );
    const read = async (ending: string): Promise<string> =>
      readFile(join(directory, names.find((name) => name.endsWith(ending)) ?? ''), 'utf8');

    const svg = await read('.charts.svg');
    const root = await page.evaluate(
      (source) => new DOMParser().parseFromString(source, 'image/svg+xml').documentElement.nodeName,
      svg,
    );
    expect(root).toBe('svg');
    expect(svg).toContain(english.charts.accuracy);
    expect(await page.evaluate(async () => (await window.hearsay.exportLog()).svg)).toBe(svg);
    const png = await readFile(join(directory, names.find((name) => name.endsWith('.charts.png')) ?? ''));
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    const [, width, height] = /<svg[^>]* width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
    expect(png.readUInt32BE(16)).toBe(2 * Number(width));
    expect(png.readUInt32BE(20)).toBe(2 * Number(height));

    const csv = (await read('.csv')).trimEnd().split('\r\n');
    expect(csv[0]).toBe(CSV_COLUMNS.join(','));
    expect(csv.length).toBeGreaterThan(3);
    const log = JSON.parse(await read('.log.json'));
    expect(log).toMatchObject({
      format: 'hearsay-run-log',
      seed: 3,
      settings: { room: 'files', samples: 600 },
    });
    expect(log.rows.map((row: { event: string }) => row.event)).toContain('paused');
    for (const file of names) expect(await readFile(join(directory, file), 'latin1')).not.toContain(KEY);

    model = await page.evaluate(() => window.hearsay.exportModel());
    expect([model.descriptionName, model.weightsName].sort()).toEqual([...links].sort());
    const weights = Uint8Array.from(await readFile(weightsPath()));
    expect(Buffer.from(weights).toString('base64')).toBe(model.weights);
    const description = await readFile(descriptionPath(), 'utf8');
    const { test } = await loadMnist({
      base: `${lab.url}/data/mnist/`,
      partition: { kind: 'iid' },
      samples: 10,
      seed: 1,
      slot: 0,
      onProgress: () => {},
    });
    const plain = accuracyOf(await loadInPlainTfjs({ description, weights }), test);
    // One of the thousand digits may lie so near a border that another backend puts it on the other side.
    expect(Math.abs(plain - accuracy)).toBeLessThanOrEqual(0.001);
    await close(page);
  });

  it('are what another run begins from, chosen on the start page', async () => {
    // Steps so small that the model stays what it was.
    const page = await lab.open(`room=imported&partition=iid&samples=100&rate=0.000001&${EASY}`);
    await page.locator('summary::-p-text(Start from a model of yours)').click();
    const input = await page.waitForSelector('#model-files');
    if (input === null) throw new Error('there is no such field');
    const label = await page.$eval('#model-files', (field) => Object(field).labels[0].textContent);
    expect(label).toBe('The two files of a model');
    const choose = (...paths: string[]): Promise<void> =>
      input.toElement('input').then((field) => field.uploadFile(...paths));
    const says = (part: string): Promise<string> =>
      until(
        () => text(page),
        (shown) => shown.includes(part),
        20,
        `the page says: ${part}`,
      );

    await choose(descriptionPath());
    await says('Choose two files at once');
    const damaged = Uint8Array.from(await readFile(weightsPath()));
    damaged[1000] ^= 1;
    const damagedPath = join(directory, 'damaged.bin');
    await writeFile(damagedPath, damaged);
    await choose(descriptionPath(), damagedPath);
    await says('are not those of this description');
    await choose(descriptionPath(), weightsPath());
    await says('The next run begins from this model: mnist-mlp, 109,386 numbers.');
    await click(page, 'Join the room');
    await training(page);
    const own = await page.evaluate(() => window.hearsay.evaluate());
    expect(Math.abs(own.accuracy - accuracy)).toBeLessThanOrEqual(0.002);

    // A model that is no good, while it runs, changes nothing.
    const refused = await page.evaluate(
      (exported) =>
        window.hearsay.importModel(exported).then(
          () => '',
          (error: Error) => error.message,
        ),
      model,
    );
    expect(refused).toContain('leave the room first');
    expect((await statusOf(page)).phase).toBe('training');
    await close(page);
  });

  it('are taken by the page’s handle too, for the task they are of', async () => {
    const page = await lab.open(`room=handle&task=mnist-cnn&partition=iid&samples=100&rate=0.000001&${EASY}`);
    const wrong = await page.evaluate(
      (exported) =>
        window.hearsay.importModel({ ...exported, weights: 'AAAA' }).catch((error: Error) => error.message),
      model,
    );
    expect(wrong).toContain('not as many');
    await page.evaluate((exported) => window.hearsay.importModel(exported), model);
    await page.locator('summary::-p-text(Start from a model of yours)').click();
    await page.waitForSelector('#model-files');
    await click(page, 'Join the room');
    expect(await text(page)).toContain('The model is for the task mnist-mlp, and the form says mnist-cnn.');
    expect((await statusOf(page)).phase).toBe('idle');
    await page.select('#field-task', 'mnist-mlp');
    await click(page, 'Join the room');
    await training(page);
    const own = await page.evaluate(() => window.hearsay.evaluate());
    expect(Math.abs(own.accuracy - accuracy)).toBeLessThanOrEqual(0.002);
    await close(page);
  });
});

describe('the panels', () => {
  const languages = [
    ['en', en, english],
    ['de', de, german],
  ] as const;
  let tab: Page;
  beforeAll(async () => {
    tab = await lab.open(`room=barriers&partition=iid&samples=100&${EASY}`);
  });
  const speak = async (lang: string): Promise<void> => {
    await click(tab, lang === 'en' ? 'English' : 'Deutsch');
    await tab.waitForFunction(`document.documentElement.lang === "${lang}"`);
  };
  const open = async (summary: string): Promise<void> => {
    const found = await tab.waitForSelector(`summary::-p-text(${summary})`);
    await found?.evaluate((line) => line.closest('details')?.setAttribute('open', ''));
    await tab.waitForSelector('.kept-panel');
  };

  it.each(languages)(
    'to begin from a model has no barriers, in any look (%s)',
    async (lang, page, panels) => {
      await speak(lang);
      await open(page.importing.summary);
      await until(
        () => text(tab),
        (shown) => shown.includes(panels.importing.hint),
        20,
        'the panel speaks the language',
      );
      await inEveryLook(tab, (rules) => expectNoViolations(tab, rules));
    },
  );

  it.each(languages)('to keep a run has no barriers, in any look (%s)', async (lang, page, panels) => {
    await speak(lang);
    if ((await statusOf(tab)).phase === 'idle') await tab.evaluate(() => window.hearsay.start());
    await training(tab);
    await open(page.keeping.summary);
    await click(tab, panels.model.prepare);
    await tab.waitForSelector('.kept-files a');
    await inEveryLook(tab, (rules) => expectNoViolations(tab, rules));
  });
});
