import { parseSettings, type RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { signal } from '@preact/signals';
import type { Phase, Session, Status } from 'hearsay';
import { describe, expect, it } from 'vitest';
import { createHandle } from '../hearsay.ts';
import { type Beginning, createPage } from './page.ts';

const NEW_ROOM = { room: 'room-new', key: 'AAAAAAAAAAAAAAAAAAAAAA', hostSecret: `${'B'.repeat(42)}A` };
const HOST = 'A'.repeat(43);

/** A page with an address that the test sets and sessions whose phase the test sets. */
function open(fragment: string) {
  const address = { fragment };
  const made: {
    settings: RunSettings;
    beginning: Beginning;
    setPhase(phase: Phase): void;
    change(settings: Partial<RunSettings>): void;
  }[] = [];
  const page = createPage({
    readFragment: () => address.fragment,
    newRoom: () => NEW_ROOM,
    hostOf: async () => HOST,
    writeFragment: (written) => {
      address.fragment = written;
    },
    makeSession: async (settings, beginning) => {
      const status = signal({ phase: 'idle' } as Status);
      const setPhase = (phase: Phase) => {
        status.value = { ...status.value, phase };
      };
      const now = signal(settings);
      const change = (part: Partial<RunSettings>) => {
        now.value = { ...now.value, ...part };
      };
      made.push({ settings, beginning, setPhase, change });
      const start = () => setPhase('joining');
      return {
        get settings() {
          return now.value;
        },
        status,
        start,
        leave: () => setPhase('left'),
      } as unknown as Session;
    },
  });
  const settled = () => new Promise((done) => setTimeout(done));
  return { address, made, page, settled };
}

describe('the page', () => {
  it('waits for a click unless the address says otherwise', async () => {
    const waiting = open('#room=a');
    const automatic = open('#room=a&auto=1');
    await waiting.settled();
    await automatic.settled();
    expect(waiting.page.running.value).toBe(false);
    expect(automatic.page.running.value).toBe(true);
  });

  it('does not start by itself with a setting that cannot be used', async () => {
    const { page, settled } = open('#room=a&samples=lots&auto=1');
    await settled();
    expect(page.running.value).toBe(false);
    expect(page.starting.value).toBe(false);
    expect(page.reading.value.problems).toHaveLength(1);
  });

  it('follows the address while nothing runs', async () => {
    const { address, made, page, settled } = open('#room=a');
    address.fragment = '#room=b';
    page.addressChanged();
    await settled();
    expect(page.reading.value.settings.room).toBe('b');
    expect(page.session.value?.settings.room).toBe('b');
    expect(made.map((session) => session.settings.room)).toEqual(['a', 'b']);
  });

  it('keeps a run when the address changes, and takes the new settings once it ended', async () => {
    const { address, made, page, settled } = open('#room=a&auto=1');
    await settled();
    address.fragment = '#room=b&auto=1';
    page.addressChanged();
    expect(page.session.value?.settings.room).toBe('a');
    expect(page.addressDiffers.value).toBe(true);

    made[0]?.setPhase('left');
    await settled();
    expect(page.addressDiffers.value).toBe(false);
    expect(page.reading.value.settings.room).toBe('b');
    expect(page.running.value, 'leaving must not start the next run by itself').toBe(false);
  });

  it('writes what was joined into the address, and joins again after leaving', async () => {
    const { address, made, page, settled } = open('#room=a');
    await settled();
    page.join({ ...page.reading.value.settings, room: 'c' });
    expect(page.starting.value).toBe(true);
    await settled();
    expect(address.fragment).toBe('room=c');
    expect(page.running.value).toBe(true);
    expect(page.starting.value).toBe(false);
    made.at(-1)?.setPhase('left');
    page.join(page.reading.value.settings);
    await settled();
    expect(page.running.value).toBe(true);
    expect(made).toHaveLength(3);
  });

  it('offers a new room with a key where the address names no room, and else what it names', () => {
    expect(open('').page.reading.value.offered).toMatchObject(NEW_ROOM);
    expect(open('#samples=50').page.reading.value.offered).toMatchObject({ ...NEW_ROOM, samples: 50 });
    expect(open('#room=demo').page.reading.value.offered).toMatchObject({ room: 'demo', key: '' });
  });

  it('makes no session for a view without a room, until the address names another', async () => {
    const { address, made, page, settled } = open('#view=lab&peers=8&auto=1');
    await settled();
    expect(page.reading.value.view).toBe('lab');
    expect(made).toEqual([]);
    address.fragment = '#room=a';
    page.addressChanged();
    await settled();
    expect(page.reading.value.view).toBe('room');
    expect(made).toHaveLength(1);
  });

  it('goes on from what was kept when it starts by itself or is asked to, and else begins anew', async () => {
    const automatic = open('#room=a&auto=1');
    const asked = open('#room=a');
    const anew = open('#room=a');
    asked.page.join(asked.page.reading.value.settings, 'resume');
    anew.page.join(anew.page.reading.value.settings);
    const last = ({ made }: ReturnType<typeof open>) => made.at(-1)?.beginning;
    expect([automatic, asked, anew].map(last)).toEqual(['resume', 'resume', 'anew']);
  });

  it('begins from an imported model, of the same task alone', async () => {
    const { made, page } = open('#room=a&task=mnist-cnn');
    const { settings } = page.reading.value;
    const parameters = new Float32Array(3);
    page.imported.value = { task: 'mnist-mlp', parameters };
    page.join(settings);
    expect(page.taskMissed.value).toBe('mnist-cnn');
    expect(made.map(({ beginning }) => beginning)).toEqual(['idle']);
    page.join({ ...settings, task: 'mnist-mlp' });
    expect(page.taskMissed.value).toBeNull();
    expect(made.at(-1)?.beginning).toBe(parameters);
  });

  it('leaves a run to begin it again from a model', async () => {
    const { address, made, page, settled } = open('#room=a&auto=1');
    const parameters = new Float32Array(3);
    page.beginFrom(parameters);
    await settled();
    expect(made).toHaveLength(1);
    // What somebody has changed in the address is for later.
    address.fragment = '#room=b&auto=1';
    page.addressChanged();
    page.beginFrom(parameters);
    await settled();
    expect(made.map(({ settings, beginning }) => [settings.room, beginning])).toEqual([
      ['a', 'resume'],
      ['a', parameters],
    ]);
    expect(page.running.value).toBe(true);
    expect(address.fragment).toBe('room=a&auto=1');
  });

  it('makes whoever starts a new room its host, and keeps the secret in its own address', async () => {
    const { address, made, page, settled } = open('');
    await settled();
    page.join(page.reading.value.offered);
    expect(page.starting.value).toBe(true);
    await settled();
    expect(made.at(-1)?.settings).toMatchObject({ ...NEW_ROOM, host: HOST });
    expect(address.fragment).toContain(`host=${HOST}&hostSecret=${NEW_ROOM.hostSecret}`);
    // As after a reload.
    expect(parseSettings(address.fragment).settings).toEqual(made.at(-1)?.settings);
  });

  it('follows what the host changes in the address, unless somebody has changed that', async () => {
    const { address, made, page, settled } = open('#room=a&auto=1');
    await settled();
    made[0].change({ gossip: 2, resets: 1 });
    expect(address.fragment).toBe('room=a&resets=1&gossip=2&auto=1');
    expect(page.addressDiffers.value).toBe(false);
    address.fragment = '#room=b';
    page.addressChanged();
    made[0].change({ gossip: 3 });
    expect(address.fragment).toBe('#room=b');
  });

  it('starts, by its handle, the room that the address names by then, and says nothing of the last run', async () => {
    const { address, made, page, settled } = open('#room=a&auto=1');
    const handle = createHandle(page);
    await settled();
    made[0]?.setPhase('left');
    expect(handle.status().phase).toBe('left');
    address.fragment = '#room=b';
    handle.start();
    expect(handle.status()).toMatchObject({ phase: 'idle', room: 'b', steps: 0 });
    // It is told a moment later.
    page.addressChanged();
    await settled();
    expect(made.at(-1)?.settings.room).toBe('b');
    expect(page.running.value).toBe(true);
    expect(page.addressDiffers.value).toBe(false);
  });

  it('says why no session could be made', async () => {
    const page = createPage({
      readFragment: () => '#auto=1',
      newRoom: () => NEW_ROOM,
      hostOf: async () => HOST,
      writeFragment: () => {},
      makeSession: () => Promise.reject(new Error('no network')),
    });
    await new Promise((done) => setTimeout(done));
    expect(page.trouble.value).toEqual({ code: 'not-started', what: 'no network' });
    expect(page.starting.value).toBe(false);
  });
});
