/** A task that a class makes itself, in real tabs: made by a form, handed on by whoever has it, and learned from pictures in files. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shared as german } from '@hearsay/site/app/words/de-shared.ts';
import { en, kept } from '@hearsay/site/app/words/en.ts';
import { shared as english } from '@hearsay/site/app/words/en-shared.ts';
import { table as tableWords } from '@hearsay/site/app/words/en-table.ts';
import { said } from '@hearsay/site/app/words/table-words.ts';
import { EXTRACTOR_SIDE } from '@hearsay/site/data/features/network.ts';
import { type Lab, statusOf, until } from '@hearsay/tools/browsers/tabs.ts';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectNoViolations, inEveryLook } from './axe.ts';
import { showToCamera, withCamera } from './camera.ts';
import { type Kind, picturesOf, pngOf, writePictures } from './picture-files.ts';
import {
  filledWith,
  importModel,
  meanIn,
  ofOtherTask,
  openDetails,
  takeModel,
  writeModel,
} from './saved-model.ts';
import { joinLab } from './shared-lab.ts';
import { openFile, readHome, saveHome } from './taken-home.ts';
import {
  bring,
  button,
  change,
  changed,
  choose,
  click,
  countsIn,
  fragmentOf,
  make,
  nameClasses,
  says,
  statusIs,
  textOf,
} from './task-room.ts';

const CLASSES: readonly Kind[] = ['disc', 'stripes'];
/** Of each class. */
const EXAMPLES = 10;
/** Below what two cores can do; no part of what peers must have in common. */
const PACED = { updateRate: '4' };

let lab: Lab;
let directory: string;
beforeAll(async () => {
  lab = await joinLab();
  directory = await mkdtemp(join(tmpdir(), 'hearsay-own-task-'));
});
afterAll(async () => {
  await lab?.close();
  await rm(directory, { recursive: true, force: true });
});

/** None of the pictures that are learned from. */
const show = (page: Page, kind: Kind): Promise<unknown> => showToCamera(page, kind, 99);

describe('the form of a task', () => {
  let page: Page;
  beforeAll(async () => {
    page = await lab.open('view=make');
    await page.waitForSelector('.make form');
  });
  /** The field that has the focus, once that is one that is wrong, and what it is described by. */
  const wrongField = (name: string): Promise<string> =>
    until(
      () =>
        page.evaluate(() => {
          const field = document.activeElement;
          const described = field?.getAttribute('aria-describedby') ?? '';
          const text = described.split(' ').map((id) => document.getElementById(id)?.textContent ?? '');
          const called = field?.id || field?.getAttribute('aria-label') || '';
          return { field: called, invalid: field?.getAttribute('aria-invalid') ?? '', text: text.join(' ') };
        }),
      ({ field, invalid }) => field === name && invalid === 'true',
      20,
      `${name || 'the field for files'} is wrong, and has the focus`,
    ).then(({ text }) => text);
  const problem = (code: 'no-title' | 'no-name' | 'same-name', name = ''): string =>
    said(tableWords.tasks, code === 'no-title' ? { code } : { code, of: 'class', name });

  it('says what is wrong, in the field that is wrong, and forgives what is mended', async () => {
    await page.focus('#task-title');
    await page.keyboard.press('Enter');
    expect(await wrongField('task-title')).toContain(problem('no-title'));
    await page.keyboard.type('Shapes');
    expect(await textOf(page)).not.toContain(problem('no-title'));

    await nameClasses(page, ['Disc', 'disc ']);
    await page.keyboard.press('Enter');
    expect(await wrongField(english.make.className(1))).toBe(problem('same-name', 'disc '));
    await nameClasses(page, [CLASSES[0], '']);
    await page.keyboard.press('Enter');
    expect(await wrongField(english.make.className(2))).toBe(problem('no-name'));
    await page.keyboard.type(CLASSES[1]);
    expect(await page.$('[aria-invalid="true"]')).toBeNull();

    await page.locator('input[value=table]').click();
    await click(page, english.make.make);
    expect(await wrongField('')).toBe(english.table.none);
  });

  it('has no barriers, in any look', async () => {
    await expectNoViolations(page);
    await page.locator('input[value=pictures]').click();
    await inEveryLook(page, (rules) => expectNoViolations(page, rules));
  });
});

describe('a room that made its task', () => {
  let maker: Page;
  let second: Page;
  let run: string;
  /** Opens the room's link, in a browser context that knows nothing of the task. */
  const enter = async (): Promise<Page> => {
    const page = await lab.open(run, 'chromium', withCamera);
    await page.waitForSelector('.session.shared .class-cards');
    return page;
  };
  const write = (kind: Kind, seed: number): Promise<string[]> =>
    writePictures(directory, `${kind}-${seed}`, picturesOf(kind, EXAMPLES, 96, seed));

  it('has the task in its link by its digest alone, and newcomers get it from who is there', async () => {
    maker = await lab.open('view=make', 'chromium', withCamera);
    await maker.waitForSelector('.make form');
    await maker.locator('#task-title').fill('Shapes');
    await nameClasses(maker, CLASSES);
    const link = await make(maker);
    expect(link).toMatch(/(^|&)task=[0-9a-f]{64}(&|$)/);
    expect(link).toMatch(/(^|&)auto=1(&|$)/);
    expect(decodeURIComponent(link)).not.toMatch(/shapes|disc|stripes/i);

    run = changed(link, PACED);
    second = await enter();
    expect(await textOf(second, 'h1')).toBe('Shapes');
    expect(await second.$$eval('.class-cards h3', (all) => all.map((name) => name.textContent))).toEqual(
      CLASSES,
    );
    await change(maker, PACED);
  });

  it('says which files are no pictures, and takes the others', async () => {
    const text = `${directory}/text.png`;
    const cut = `${directory}/cut.png`;
    const files = await write(CLASSES[1], 2);
    await writeFile(text, 'This is no picture.');
    await writeFile(cut, pngOf(picturesOf('disc', 1, 96, 1)[0]).subarray(0, 100));
    await bring(maker, 0, await write(CLASSES[0], 1));
    await bring(second, 1, [text, ...files.slice(0, 4), cut, ...files.slice(4)]);
    await says(second, english.collect.taken(EXAMPLES, 2));
    expect(await textOf(second, '.reading-news li:nth-child(2)')).toContain('cut.png');
    expect(await countsIn(second)).toEqual([0, EXAMPLES]);
    await bring(second, 0, [text]);
    await says(second, english.collect.taken(0, 1));
    expect(await countsIn(second)).toEqual([0, EXAMPLES]);
    expect(await countsIn(maker)).toEqual([EXAMPLES, 0]);
  });

  it('takes what is pasted, by key into the class that has the focus, or by its button', async () => {
    // The clipboard is for a page that has the focus; in front it would stand before the others.
    const session = await maker.createCDPSession();
    await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
    const permit = (state: 'granted' | 'denied') =>
      maker
        .browserContext()
        .setPermission(
          lab.url,
          ...['clipboard-read', 'clipboard-write'].map((name) => ({ permission: { name }, state })),
        );
    await permit('granted');
    const png = Buffer.from(pngOf(picturesOf(CLASSES[0], 1, 96, 5)[0])).toString('base64');
    await maker.evaluate(async (base64) => {
      const blob = await (await fetch(`data:image/png;base64,${base64}`)).blob();
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
    }, png);
    const paste = button(`${english.collect.paste} ${english.collect.pasteInto(CLASSES[0])}`);
    const pressKeys = async (): Promise<void> => {
      await maker.keyboard.down('Control');
      await maker.keyboard.press('v');
      await maker.keyboard.up('Control');
    };
    // What is told of the last ones may move the button away from under a pointer.
    const pressPaste = async (): Promise<void> => {
      await maker.locator(paste).setWaitForEnabled(true).wait();
      await maker.focus(paste);
      await maker.keyboard.press('Enter');
    };
    const has = (count: number): Promise<number[]> =>
      until(
        () => countsIn(maker),
        ([first]) => first === EXAMPLES + count,
        20,
        `${count} pasted pictures are there`,
      );
    await maker.evaluate(() => (document.activeElement as HTMLElement).blur());
    await pressKeys();
    await says(maker, english.collect.pasteWhere);
    await maker.focus(paste);
    await pressKeys();
    await has(1);
    await pressPaste();
    await has(2);
    await says(maker, english.collect.taken(1, 0));

    await permit('denied');
    await pressPaste();
    await says(maker, english.collect.pasteByKey(CLASSES[0]));
    await pressKeys();
    await has(3);
    await maker.evaluate(() => navigator.clipboard.writeText('no picture').catch(() => {}));
    for (let i = 0; i < 3; i++) await click(maker, english.collect.undo);
    expect(await has(0)).toEqual([EXAMPLES, 0]);
  });

  it('takes a folder for a class, and one in which each class has its own', async () => {
    const folder = join(directory, 'sorted');
    for (const name of ['DISC', 'stripes', 'cats']) await mkdir(join(folder, name), { recursive: true });
    await writePictures(join(folder, 'DISC'), 'a', picturesOf('disc', 2, 96, 6));
    await writePictures(join(folder, 'stripes'), 'b', picturesOf('stripes', 3, 96, 7));
    await writePictures(join(folder, 'cats'), 'c', picturesOf('squares', 1, 96, 8));
    await choose(maker, '.class-cards li:nth-child(2) input[webkitdirectory]', [join(folder, 'stripes')]);
    await says(maker, english.collect.taken(3, 0));
    expect(await countsIn(maker)).toEqual([EXAMPLES, 3]);
    await click(maker, english.collect.undo);

    await choose(maker, '.all-classes input[webkitdirectory]', [folder]);
    await says(maker, english.collect.foreign('sorted/cats', 1));
    expect(await countsIn(maker)).toEqual([EXAMPLES + 2, 3]);
    await click(maker, english.collect.undo);
    expect(await countsIn(maker)).toEqual([EXAMPLES, 0]);
  });

  it('recognises on every device what each of them has brought', async () => {
    for (const page of [maker, second]) await click(page, english.collect.cameraOn);
    for (const kind of CLASSES) {
      for (const page of [maker, second]) {
        await show(page, kind);
        await until(
          () => textOf(page, '.guess-words'),
          (guess) => guess === english.guess.is(kind),
          60,
          `what the camera sees is taken for ${kind}`,
        );
      }
    }
    for (const page of [maker, second]) {
      await click(page, english.collect.cameraOff);
      const { errors, neighbours } = await statusOf(page);
      expect(errors).toEqual([]);
      expect(neighbours.map(({ state }) => state)).toEqual(['connected']);
    }
  });

  it('goes home as one page, which says the same from a disk, of files and of a camera', async () => {
    const licences = await second.$eval('.take-home a', (link) =>
      fetch((link as HTMLAnchorElement).href).then((response) => response.text()),
    );
    for (const name of ['MIT License', 'Apache License']) expect(licences).toContain(name);
    const home = `${directory}/home.html`;
    await saveHome(second, home);
    const page = await openFile(second, home, withCamera);
    await page.waitForSelector('#file:not([disabled])');
    const { shares } = await readHome(home);
    for (const kind of CLASSES) {
      // As large as the network takes them, so that browsers have nothing to shrink.
      const [picture] = picturesOf(kind, 1, EXTRACTOR_SIDE, 99);
      const path = `${directory}/home-${kind}.png`;
      await writeFile(path, pngOf(picture));
      await choose(page, '#file', [path]);
      await says(page, `${english.takeHome.page.is} ${kind}`);
      const bars = await page.$$eval('#classes progress', (all) => all.map(({ value }) => value));
      const expected = shares(picture.pixels);
      bars.forEach((share, label) => {
        expect(share).toBeCloseTo(expected[label], 3);
      });
    }
    await choose(page, '#file', [home]);
    await says(page, english.takeHome.page.noPicture);

    await click(page, english.collect.cameraOn);
    for (const kind of CLASSES) {
      await show(page, kind);
      await says(page, `${english.takeHome.page.is} ${kind}`);
    }
    await click(page, english.collect.cameraOff);
    await says(page, english.takeHome.page.nothing);
    await page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    });
    await click(page, english.collect.cameraOn);
    await says(page, english.collect.cameraStates.refused);
    await inEveryLook(page, (rules) => expectNoViolations(page, rules));
    await page.close();
  });

  it('lets newcomers in when who made it is gone', async () => {
    await maker.browserContext().close();
    const third = await enter();
    expect(await textOf(third, 'h1')).toBe('Shapes');
    await click(third, english.collect.cameraOn);
    // It has no examples, and what it knows it has from the second, who has only stripes.
    for (const kind of CLASSES) {
      await show(third, kind);
      await says(third, english.guess.is(kind));
    }
    expect((await statusOf(third)).examples).toBe(0);
    await third.browserContext().close();
  });

  it('goes on after a reload, with the examples', async () => {
    const before = await statusIs(
      second,
      ({ checkpoint }) => (checkpoint.updates ?? 0) > 0,
      'the run is kept',
    );
    await second.reload();
    await fragmentOf(second);
    expect(await countsIn(second)).toEqual([0, EXAMPLES]);
    const after = await statusIs(second, ({ examples }) => examples > 0, 'it learns from its examples');
    expect(after.peerId).toBe(before.peerId);
    expect(after.examples).toBe(before.examples);
    expect(after.updates).toBeGreaterThanOrEqual(before.checkpoint.updates ?? 0);
    await statusIs(second, ({ updates }) => updates > after.updates, 'it trains on');
  });

  it('begins again from a model that was saved in it, and from no other', async () => {
    const { examples } = await statusOf(second);
    const model = await takeModel(second);
    const problems = kept.importing.problems;
    await openDetails(second, en.importing.summary);
    await choose(second, '#model-files', await writeModel(`${directory}/other`, ofOtherTask(model)));
    await says(second, problems['other-task']);
    await choose(second, '#model-files', await writeModel(`${directory}/cut`, model, 8));
    await says(second, problems['wrong-length']);
    await choose(second, '#model-files', await writeModel(`${directory}/full`, filledWith(3, model)));
    await click(second, kept.importing.begin);
    await second.waitForSelector('.session.shared .collect');
    const again = await statusIs(second, (status) => status.examples > 0, 'it has its examples');
    expect(again.examples).toBe(examples);
    expect(await meanIn(second)).toBeGreaterThan(2);
  });

  it('begins from a model that its handle is given, once the task is known', async () => {
    const model = await second.evaluate(() => window.hearsay.exportModel());
    await second.evaluate(() => window.hearsay.leave());
    const { problems } = kept.importing;
    expect(await importModel(second, ofOtherTask(model))).toBe(problems['other-task']);
    expect(await importModel(second, filledWith(5, model))).toBe('');
    await second.evaluate(() => window.hearsay.start());
    await second.waitForSelector('.session.shared .collect');
    await statusIs(second, ({ phase, examples }) => phase === 'training' && examples > 0, 'it trains');
    expect(await countsIn(second)).toEqual([0, EXAMPLES]);
    expect(await meanIn(second)).toBeGreaterThan(4);

    const stranger = await lab.open(changed(run, { auto: null }));
    expect(await importModel(stranger, model)).toBe(problems['unknown-task']);
    await stranger.browserContext().close();
  });

  it('has no barriers, in any look', async () => {
    await click(second, 'Deutsch');
    await says(second, german.good.heading);
    await second.$$eval('details', (all) => {
      for (const one of all) one.open = true;
    });
    await inEveryLook(second, (rules) => expectNoViolations(second, rules));
  });
});
