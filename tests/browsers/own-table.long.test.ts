/** Tables that a class makes a task of: five tabs with parts of one learn as much as one with all of it, and never send a row. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RoomTested, testedByAll } from '@hearsay/shared/room/tested.ts';
import { shared as english } from '@hearsay/site/app/words/en-shared.ts';
import { type Lab, statusesOf, statusOf, until } from '@hearsay/tools/browsers/tabs.ts';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectNoneSent, formsOf, foundIn, givenTo, type Needle, sendAnyway } from './sent-bytes.ts';
import { joinLabWithServer } from './shared-lab.ts';
import { COLUMNS, csvOf, dealt, NUMBERS, type Penguin, penguins } from './table-files.ts';
import { changed, choose, enterRoom, fragmentOf, makeRoom, says, textOf, write } from './task-room.ts';

const TABS = 5;
/** Of all tabs, of which each keeps a fifth back. */
const ROWS = 1000;
/** Updates a second. */
const UPDATE_RATE = '10';
/** Of each tab, once it has its rows. */
const UPDATES = 400;
/** By how much less may be right, or explained, than where one has all rows. */
const WORSE = 0.02;
/** Of a column's deviation, that the room's mean may be off. */
const OFF = 0.03;
/** As long as all waits of a test together may be. */
const TIMEOUT_MS = 900_000;

let lab: Lab;
let directory: string;
beforeAll(async () => {
  lab = await joinLabWithServer();
  directory = await mkdtemp(join(tmpdir(), 'hearsay-own-table-'));
});
afterAll(async () => {
  await lab?.close();
  await rm(directory, { recursive: true, force: true });
});

const { parts, whole } = dealt(penguins(ROWS, 5), TABS);

async function fileOf(name: string, rows: readonly Penguin[]): Promise<string> {
  const path = join(directory, `${name}.csv`);
  await writeFile(path, csvOf(rows));
  return path;
}

interface Rooms {
  readonly run: string;
  /** Each with a part of the rows; the first one made the task. */
  readonly pages: readonly Page[];
  /** With all rows, alone in a room. */
  readonly alone: Page;
}

async function openRooms(target: 'species' | 'mass'): Promise<Rooms> {
  const files = await Promise.all(parts.map((rows, i) => fileOf(`part-${i}`, rows)));
  const { maker, run } = await makeRoom(lab, 'Penguins', UPDATE_RATE, async (page) => {
    await page.locator('input[value=table]').click();
    await choose(page, '.table-choice input[type=file]', [files[0]]);
    await page.waitForSelector('#table-target');
    await page.select('#table-target', target);
  });
  const pages = [maker];
  for (const file of files.slice(1)) {
    const page = await enterRoom(lab, run);
    await choose(page, '.collect input[type=file]', [file]);
    pages.push(page);
  }
  // As a tab of the same device it knows the task, which nobody else in its room does.
  const alone = await maker.browserContext().newPage();
  await alone.goto(`${lab.url}/#${changed(run, { room: `alone-${target}` })}`);
  await fragmentOf(alone);
  await choose(alone, '.collect input[type=file]', [await fileOf('whole', whole)]);
  return { run, pages, alone };
}

/** How good the network is in both rooms, on the same rows, once the tabs with parts are as good as the one with all. */
async function compare(
  { pages, alone }: Rooms,
  classes: number,
): Promise<{ together: RoomTested; one: number }> {
  const all = [...pages, alone];
  const begun = await until(
    () => statusesOf(all),
    (statuses) => statuses.every(({ examples, tested }) => examples > 0 && tested !== null),
    120,
    'every tab has rows',
  );
  expect(begun.map(({ examples }) => examples)).toEqual([160, 160, 160, 160, 160, 800]);
  const { together, one } = await until(
    async () => ({
      updates: (await statusesOf(all)).map(({ updates }, i) => updates - begun[i].updates),
      together: testedByAll(await pages[0].evaluate(() => window.hearsay.room()), classes),
      one: (await statusOf(alone)).roomAccuracy ?? 0,
    }),
    ({ updates, together, one }) =>
      updates.every((count) => count >= UPDATES) &&
      together.peers === TABS &&
      (together.accuracy ?? 0) >= one - WORSE,
    400,
    `parts of the rows teach as much as all of them, within ${WORSE}`,
  );
  expect(together.examples).toBe(ROWS / 5);
  return { together, one };
}

/** Texts and numbers of rows, but for categories: these are told, so that all devices can offer them. */
function cellsOf(rows: readonly Penguin[]): Needle[] {
  return rows.flatMap((row) =>
    ['tag', ...NUMBERS].flatMap((name) => {
      const cell = row[COLUMNS.indexOf(name)];
      if (cell === 'NA') return [];
      return [
        ...formsOf('cells', new TextEncoder().encode(cell)),
        ...(name === 'tag' ? [] : formsOf('numbers', new Uint8Array(Float64Array.of(Number(cell)).buffer))),
      ];
    }),
  );
}

async function expectNoRowSent({ pages }: Rooms): Promise<void> {
  const given = (await Promise.all(pages.map(givenTo))).flat();
  expect(given.length).toBeGreaterThan(ROWS);
  await expectNoneSent(pages, [...given, ...cellsOf(parts.flat())]);
}

describe('a class', { timeout: TIMEOUT_MS }, () => {
  let rooms: Rooms;

  it('is predicted as well as where one tab has all rows', async () => {
    rooms = await openRooms('species');
    const { together, one } = await compare(rooms, 3);
    expect(one).toBeGreaterThan(0.9);
    for (const share of together.perClass) expect(share).toBeGreaterThan(0.8);
  });

  it('is predicted without any row being sent', async () => {
    await expectNoRowSent(rooms);
    // Had one been sent, it would have been found.
    const [page] = rooms.pages;
    await sendAnyway(page, Buffer.from(csvOf(parts[1].slice(0, 1))));
    expect((await foundIn(page, cellsOf(parts[1]))).found).toEqual(['cells']);
  });

  it('is predicted by newcomers, when its maker is gone and the server remembers nothing', async () => {
    const [maker, ...others] = rooms.pages;
    await maker.browserContext().close();
    await lab.killServer();
    await lab.restartServer();
    const newcomer = await enterRoom(lab, rooms.run);
    expect(await textOf(newcomer, 'h1')).toBe('Penguins');
    const known = parts.slice(1).flat();
    await until(
      () => Promise.all([newcomer, ...others].map(meansIn)),
      (all) => all.every((means) => NUMBERS.every((name) => isNear(means[name], known, name))),
      300,
      'all of them know the means of the rows of those who are there',
    );
    for (const [name, value] of Object.entries({ bill: '47', depth: '15', flipper: '214', mass: '5000' }))
      await write(newcomer, `#cell-${name}`, value);
    await says(newcomer, english.guess.is('Gentoo'));
    expect((await statusOf(newcomer)).examples).toBe(0);
    await Promise.all([newcomer, ...others].map((page) => page.browserContext().close()));
  });
});

describe('a number', { timeout: TIMEOUT_MS }, () => {
  it('is predicted as well as where one tab has all rows, and no row is sent', async () => {
    const rooms = await openRooms('mass');
    const { one } = await compare(rooms, 0);
    expect(one).toBeGreaterThan(0.8);
    await expectNoRowSent(rooms);
    await Promise.all(rooms.pages.map((page) => page.browserContext().close()));
  });
});

/** What the page says of the columns that are numbers. */
const meansIn = async (page: Page): Promise<Record<string, number>> =>
  Object.fromEntries(
    await page.$$eval('.room-columns tbody tr', (rows) =>
      rows.map((row) => {
        const [name, mean] = [...row.children].map(({ textContent }) => textContent ?? '');
        return [name, Number(mean.replaceAll(',', ''))];
      }),
    ),
  );

function isNear(mean: number | undefined, rows: readonly Penguin[], name: string): boolean {
  const place = COLUMNS.indexOf(name);
  const cells = rows.map((row) => row[place]).filter((cell) => cell !== 'NA');
  const meanOf = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const actual = meanOf(cells.map(Number));
  const deviation = Math.sqrt(meanOf(cells.map((cell) => (Number(cell) - actual) ** 2)));
  return mean !== undefined && Math.abs(mean - actual) < OFF * deviation;
}
