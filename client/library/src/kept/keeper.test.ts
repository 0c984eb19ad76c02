import { describe, expect, it } from 'vitest';
import type { Checkpoint } from './checkpoint.ts';
import { CHECKPOINT_SECONDS, createKeeping } from './keeper.ts';

const checkpointOf = (updates: number) => ({ peer: { updates } }) as Checkpoint;
const settled = () => new Promise((done) => setTimeout(done));

function open(save: (checkpoint: Checkpoint) => Promise<void> = async () => {}) {
  const done: string[] = [];
  const results: (number | null)[] = [];
  const time = { now: 0, updates: 0 };
  let endNear: (() => void) | null = null;
  const keeping = createKeeping({
    keeper: {
      async save(checkpoint) {
        await save(checkpoint);
        done.push(`save ${checkpoint.peer.updates}`);
      },
      async forget() {
        done.push('forget');
      },
      onEndNear(callback) {
        endNear = callback;
        return () => {
          endNear = null;
        };
      },
    },
    take: async () => checkpointOf(time.updates),
    now: () => time.now,
    onResult: (updates) => results.push(updates),
  });
  const tickAt = async (now: number, updates: number): Promise<void> => {
    Object.assign(time, { now, updates });
    keeping.tick();
    await settled();
  };
  return { keeping, done, results, tickAt, endNear: () => endNear };
}

describe('a run', () => {
  it('is put away every ten seconds, and when its end is near', async () => {
    const { done, results, tickAt, endNear } = open();
    await tickAt(CHECKPOINT_SECONDS - 1, 1);
    expect(done).toEqual([]);
    await tickAt(CHECKPOINT_SECONDS, 2);
    await tickAt(CHECKPOINT_SECONDS + 1, 3);
    endNear()?.();
    await settled();
    expect(done).toEqual(['save 2', 'save 3']);
    expect(results).toEqual([2, 3]);
  });

  it('goes on where it cannot be put away, says so, and is tried again', async () => {
    let full = true;
    const { results, tickAt } = open(() =>
      full ? Promise.reject(new DOMException('full', 'QuotaExceededError')) : Promise.resolve(),
    );
    await tickAt(10, 1);
    full = false;
    await tickAt(20, 2);
    expect(results).toEqual([null, 2]);
  });

  it('is put away once at a time, however long that takes', async () => {
    const saves: (() => void)[] = [];
    const { done, tickAt } = open(() => new Promise((resolve) => saves.push(resolve)));
    for (let now = 10; now <= 50; now += 10) await tickAt(now, now);
    expect(saves).toHaveLength(1);
    saves[0]();
    await settled();
    await tickAt(60, 60);
    expect(saves).toHaveLength(2);
    expect(done).toEqual(['save 10']);
  });

  it('is forgotten when it is left, also what was just being put away', async () => {
    const saves: (() => void)[] = [];
    const { keeping, done, results, tickAt, endNear } = open(
      () => new Promise((resolve) => saves.push(resolve)),
    );
    await tickAt(10, 1);
    keeping.stop(true);
    // The page may be reloaded now.
    expect(done).toEqual(['forget']);
    saves[0]();
    await settled();
    expect(done).toEqual(['forget', 'save 1', 'forget']);
    expect(results).toEqual([]);
    expect(endNear()).toBeNull();
    await tickAt(30, 3);
    expect(saves).toHaveLength(1);
  });

  it('stays where it was put when the page ends', async () => {
    const { keeping, done, tickAt } = open();
    await tickAt(10, 1);
    keeping.stop(false);
    await settled();
    expect(done).toEqual(['save 1']);
  });
});
