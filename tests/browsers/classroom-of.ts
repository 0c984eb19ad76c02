/** A class in one room, as the host's projector shows it: three tabs, and the others are peers in Node. */
import { en, classroom as say } from '@hearsay/site/app/words/en.ts';
import { type Lab, statusOf, until } from '@hearsay/tools/browsers/tabs.ts';
import { readOptions } from '@hearsay/tools/peer/options.ts';
import { leaveAll, startPeers } from 'hearsay/internal/node/peers.ts';
import type { Session } from 'hearsay/internal/session/session-options.ts';
import { inWords } from 'hearsay/words';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectNoViolations, inEveryLook } from './axe.ts';
import { joinLab } from './shared-lab.ts';

/** Little work: all of them learn on one machine here. */
const EASY = 'samples=200&steps=2&updateRate=1';
const SECONDS = 100;

const named = (name: string, role: string): string => `::-p-aria([name="${name}"][role="${role}"])`;
const button = (name: string): string => named(name, 'button');
const text = (page: Page): Promise<string> => page.evaluate(() => document.body.textContent ?? '');

const TABS = 3;

const shows = (page: Page, what: string): Promise<unknown> =>
  until(
    () => text(page),
    (shown) => shown.includes(what),
    SECONDS,
    `the page shows "${what}"`,
  );

/** @param devices how many there are */
export function describeClassroom(devices: number): void {
  describe('the classroom', { timeout: 240_000 }, () => {
    let lab: Lab;
    let host: Page;
    /** The link on the wall. */
    let link = '';
    let guests: Page[] = [];
    let headless: Session[] = [];
    beforeAll(async () => {
      lab = await joinLab();
    });
    afterAll(async () => {
      await leaveAll(headless);
      await lab?.close();
    });

    /** Waits until it holds of what all others make of their settings and say of themselves. */
    function everybody(
      holds: (of: { phase: string; gossip: unknown; resets: number }) => boolean,
      what: string,
    ) {
      return until(
        async () => [
          ...headless.map(({ settings: { gossip, resets }, status }) => ({
            phase: status.value.phase,
            gossip,
            resets,
          })),
          ...(await Promise.all(
            guests.map((page) =>
              page.evaluate(() => {
                const { gossip, resets } = window.hearsay.host()?.settings ?? { gossip: null, resets: 0 };
                return { phase: window.hearsay.status().phase as string, gossip, resets };
              }),
            ),
          )),
        ],
        (all) => all.length === devices - 1 && all.every(holds),
        SECONDS,
        what,
      );
    }

    it('opens from the start page, with nobody there: how to join is what there is to see', async () => {
      host = await lab.open(`${EASY}&lang=en`);
      await host.setViewport({ width: 1440, height: 900 });
      await host.locator(button(en.projector.open)).click();
      await shows(host, say.join.alone);
      await until(
        () => statusOf(host),
        ({ phase }) => phase === 'training',
        SECONDS,
        'the tab learns, like any other',
      );
      expect(host.url()).toMatch(/&hostSecret=[\w-]+.*&view=classroom$/);
      link = await host.$eval('.link-text', (element) => (element as HTMLAnchorElement).href);
      expect(link).toMatch(/#room=room-\w{6}&key=.*&host=[\w-]{43}/);
      expect(link).not.toMatch(/hostSecret|view=/);
      await expectNoViolations(host);
    });

    it('shows all, who is linked to whom, and how far they are', async () => {
      const read = readOptions(['--url', link]);
      if (read.kind !== 'run') throw new Error(JSON.stringify(read));
      headless = startPeers(read.options.url, read.options.settings, devices - TABS);
      const fragment = new URL(link).hash.slice(1);
      guests = [await lab.open(`${fragment}&lang=en`), await lab.open(`${fragment}&lang=en`)];
      await host.bringToFront();
      await shows(host, `${devices} devices`);
      await until(
        () => host.$$eval('[role="img"]', (all) => all.map((one) => one.getAttribute('aria-label') ?? '')),
        (labels) => labels.some((label) => label.startsWith(`Graph of ${devices} devices and `)),
        SECONDS,
        'the graph is of all',
      );
      await host.locator(`::-p-text(${say.table.summary})`).click();
      const rows = () =>
        host.$$eval('.peer-table tbody tr', (all) => all.map((row) => row.textContent?.trim() ?? ''));
      await until(
        rows,
        (all) => all.length === devices && all.every((row) => /%/.test(row)),
        SECONDS,
        'a row for each, with its accuracy',
      );
      await shows(host, 'recognises');
    });

    it('tells of a device that is chosen with the keyboard', async () => {
      await host.focus(named(say.graph.choose, 'combobox'));
      await host.keyboard.press('ArrowDown');
      const details = await until(
        () => host.$eval('.details', (element) => element.textContent ?? ''),
        (shown) => /\d+ direct/.test(shown),
        10,
        'the details say how it is linked',
      );
      expect(details).toContain(say.peer.labels);
      expect(details).toContain((await statusOf(host)).peerId?.slice(0, 6));
    });

    it('lets the host pause all and change how often all talk', async () => {
      await host.locator(button(say.host.pause)).click();
      await everybody(({ phase }) => phase === 'paused', 'all are paused');
      await shows(host, `All ${devices} devices follow.`);
      await shows(host, `${devices} devices, all of them paused.`);
      await shows(guests[0], 'Paused');
      // In peace: axe is slow where all others learn.
      await inEveryLook(host, (rules) => expectNoViolations(host, rules));
      await host.locator(named('2', 'radio')).click();
      await everybody(({ gossip }) => gossip === 2, 'all have the new rate');
      await host.locator(button(say.host.start)).click();
      await everybody(({ phase }) => phase === 'training', 'all learn again');
      await shows(host, `All ${devices} devices follow.`);
    });

    it('shows others what the host has set, in the same session, and follows nobody else', async () => {
      const [guest] = guests;
      const { peerId } = await statusOf(guest);
      await guest.bringToFront();
      await guest.locator(button(en.projector.show)).click();
      await shows(guest, say.host.isGuest);
      expect(guest.url()).toContain('view=classroom');
      expect(await guest.$(button(say.host.pause))).toBeNull();
      const refusal = await guest.evaluate(() =>
        window.hearsay.command({ run: 'paused' }).then(String, (error: Error) => error.message),
      );
      expect(refusal).toContain('Only the tab that created the room');
      await guest.locator(button(say.toPeer)).click();
      await shows(guest, en.headline.heading);
      expect(guest.url()).not.toContain('view=');
      expect((await statusOf(guest)).peerId).toBe(peerId);
      await everybody(({ phase }) => phase === 'training', 'nobody has paused');
    });

    it('lets the host remove a device, whose page says so, and let it in again', async () => {
      const [, guest] = guests;
      const { peerId, slot } = await statusOf(guest);
      const id = peerId ?? '';
      const removed = (): Promise<readonly string[] | undefined> =>
        host.evaluate(() => window.hearsay.host()?.removed);
      await host.bringToFront();
      await host.select('#look-at', id);
      await host.locator(button(say.removal.remove(slot ?? -1))).click();
      const dialog = await host.waitForSelector(named(say.removal.heading(slot ?? -1), 'dialog'));
      expect(await dialog?.evaluate((element) => element.textContent)).toContain(say.removal.means);
      await host.keyboard.press('Escape');
      expect(await removed()).toEqual([]);
      await host.locator(button(say.removal.remove(slot ?? -1))).click();
      await host.locator(button(say.removal.yes)).click();
      await shows(guest, inWords({ code: 'removed-by-host' }));
      expect(await removed()).toEqual([id]);
      await shows(host, `${devices - 1} devices`);
      await until(
        () => host.evaluate(() => window.hearsay.room().map(({ id }) => id)),
        (all) => !all.includes(id),
        SECONDS,
        'nothing is told of it any more',
      );
      await host.locator(button(say.removal.letInWhom(say.removal.name(slot ?? -1, id.slice(0, 6))))).click();
      await until(
        () => statusOf(guest),
        ({ size, problems }) => size === devices && problems.length === 0,
        SECONDS,
        'it takes part again',
      );
      await shows(host, `${devices} devices`);
    });

    it('begins again for all, once the host has read what is lost', async () => {
      await host.bringToFront();
      await host.locator(button(say.host.reset)).click();
      const dialog = await host.waitForSelector(named(say.host.resetHeading, 'dialog'));
      expect(await dialog?.evaluate((element) => element.textContent)).toContain(say.host.resetLost(devices));
      await expectNoViolations(host);
      await host.keyboard.press('Escape');
      expect(await host.evaluate(() => window.hearsay.host()?.settings.resets)).toBe(0);
      await host.locator(button(say.host.reset)).click();
      await host.locator(button(say.host.resetYes)).click();
      await everybody(({ resets }) => resets === 1, 'all begin again');
    });

    it('notices who leaves', async () => {
      await leaveAll(headless);
      headless = [];
      await shows(host, '3 devices');
    });

    it('a room without a host says what is missing', async () => {
      const page = await lab.open(`room=no-host&${EASY}&auto=1&view=classroom&lang=en`);
      await shows(page, say.host.noHost);
      await expectNoViolations(page);
    });
  });
}
