import { defaultSettings } from '@hearsay/shared/settings/run-settings.ts';
import { expect, it } from 'vitest';
import type { Checkpoint } from '../kept/checkpoint.ts';
import { CHECKPOINT_SECONDS } from '../kept/keeper.ts';
import { createRunKeeping } from './run-keeping.ts';
import { initialStatus } from './status.ts';
import { createStatusStore } from './status-store.ts';

it('keeps the run as it is when it is time, once it has a slot, and says where that fails', async () => {
  const store = createStatusStore(initialStatus(defaultSettings), () => {});
  const saved: Checkpoint[] = [];
  let milliseconds = 0;
  let full = false;
  const earlier: number[] = [];
  const keeping = createRunKeeping({
    keeper: {
      async save(checkpoint) {
        if (full) throw new Error('The disk is full.');
        saved.push(checkpoint);
      },
      forget: async () => {},
      onEndNear: () => () => {},
      earlier: {
        add: async ({ peer }) => void earlier.push(peer.updates),
        list: async () => [],
        get: async () => null,
      },
    },
    store,
    now: () => milliseconds,
    token: 'ab'.repeat(16),
    snapshot: async () => ({
      state: new Float32Array(2),
      updates: saved.length + 1,
      steps: 10,
      seconds: 1,
      versions: [],
      memories: [],
    }),
    settings: () => defaultSettings,
    history: () => [],
    log: () => [],
  });
  const passed = async (): Promise<void> => {
    milliseconds += 1000 * CHECKPOINT_SECONDS;
    keeping.tick();
    await new Promise((resolve) => setTimeout(resolve));
  };
  keeping.tick();
  await passed();
  expect(saved).toEqual([]);
  store.update({ slot: 4 });
  await passed();
  expect(saved).toMatchObject([{ slot: 4, token: 'ab'.repeat(16), peer: { updates: 1 } }]);
  expect(store.status.value.checkpoint).toEqual({ updates: 1, failed: false });
  expect(earlier, 'the first is kept to go back to').toEqual([1]);
  for (let k = 0; k < 5; k++) await passed();
  expect(earlier).toEqual([1]);
  await passed();
  expect(earlier, 'and one after a minute').toEqual([1, 7]);
  await keeping.keepEarlier();
  expect(earlier, 'and when it is asked for').toEqual([1, 7, 8]);
  saved.length = 0;
  full = true;
  await passed();
  expect(store.status.value.checkpoint).toEqual({ updates: 7, failed: true });
});
