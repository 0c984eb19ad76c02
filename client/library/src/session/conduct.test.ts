import { defaultSettings } from '@hearsay/shared/settings/run-settings.ts';
import { describe, expect, it } from 'vitest';
import type { ToWorker } from '../peer/bridge.ts';
import type { PeerWorker } from '../peer/peer-worker.ts';
import type { HostState } from '../room/room.ts';
import { createConduct } from './conduct.ts';
import { notLive } from './live.ts';
import { initialStatus } from './status.ts';
import { createStatusStore } from './status-store.ts';

function conducted() {
  const settings = { ...defaultSettings, host: 'A'.repeat(43) };
  const store = createStatusStore(initialStatus(settings), () => {});
  const live = notLive();
  const posted: ToWorker[] = [];
  live.worker = { post: (message) => posted.push(message) } as Partial<PeerWorker> as PeerWorker;
  let resets = 0;
  const conduct = createConduct({
    settings,
    runOf: ({ resets }) => resets,
    store,
    live,
    onReset: () => {
      resets += 1;
    },
  });
  store.update({ phase: 'training' });
  const wish = (change: Partial<HostState>): void => {
    const before = conduct.host.value;
    if (before !== null) conduct.onWish({ ...before, ...change });
  };
  const told = () => posted.map(({ type }) => type);
  return { conduct, store, wish, told, settings, resets: () => resets };
}

describe('a peer’s conduct', () => {
  it('tells the Worker once of each pause', () => {
    const { conduct, store, told } = conducted();
    conduct.pauseHere(true);
    conduct.pauseHere(true);
    expect([conduct.isPaused, store.status.value.phase, told()]).toEqual([true, 'paused', ['pause']]);
    conduct.pauseHere(false);
    expect([conduct.isPaused, store.status.value.phase]).toEqual([false, 'training']);
    expect(told()).toEqual(['pause', 'resume']);
  });

  it('is the host’s where the host wishes something else, unless it was paused here', () => {
    const { conduct, wish } = conducted();
    wish({ run: 'paused' });
    expect(conduct.isPaused).toBe(true);
    conduct.pauseHere(false);
    wish({ number: 5 });
    expect(conduct.isPaused).toBe(false);
    conduct.pauseHere(true);
    wish({ run: 'training' });
    expect(conduct.isPaused).toBe(true);
  });

  it('follows other settings, and tells of a new beginning alone', () => {
    const { conduct, wish, told, settings, resets } = conducted();
    wish({ settings });
    expect(told()).toEqual([]);
    wish({ settings: { ...settings, gossip: 2 } });
    expect([conduct.current.value.gossip, told(), resets()]).toEqual([2, ['change'], 0]);
    wish({ settings: { ...settings, gossip: 2, resets: 1 } });
    expect([told().length, resets()]).toEqual([2, 1]);
  });

  it('guards as the host says, where the method can, and else as its own link does', () => {
    const { conduct, wish } = conducted();
    const guard = () => conduct.current.value.guard;
    wish({ guard: 'off' });
    expect(guard()).toBe('off');
    const held = conduct.host.value?.settings;
    if (held) wish({ guard: 'on', settings: { ...held, method: 'fedavg' } });
    expect(guard()).toBe('auto');
    if (held) wish({ settings: held });
    expect(guard()).toBe('on');
    wish({ guard: null });
    expect(guard()).toBe('auto');
  });

  it('lies as somebody here wants it, whatever the host wishes', () => {
    const { conduct, wish, told } = conducted();
    conduct.lie({ name: 'noise', size: 3 });
    wish({ run: 'paused' });
    conduct.lie({ name: 'noise', size: 3 });
    expect([conduct.current.value.attack, told()]).toEqual([{ name: 'noise', size: 3 }, ['change', 'pause']]);
    conduct.lie(null);
    expect(conduct.current.value.attack).toBeNull();
  });

  it('changes no phase but that of a run that trains', () => {
    const { conduct, store } = conducted();
    store.update({ phase: 'loading' });
    conduct.pauseHere(true);
    expect(store.status.value.phase).toBe('loading');
  });
});
