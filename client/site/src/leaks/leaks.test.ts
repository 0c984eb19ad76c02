import { PIXELS } from '@hearsay/shared/data/mnist-index.ts';
import { createRandom } from '@hearsay/shared/util/random/random.ts';
import { describe, expect, it } from 'vitest';
import { type Digits, type FromLeaks, type LeakChoice, SAME, type ToLeaks } from './bridge.ts';
import { createLeakDispatcher } from './leak-dispatcher.ts';
import { createLeaks } from './leaks.ts';
import { showLeak } from './show-leak.ts';

const COUNT = 60;
const random = createRandom(1);
/** Strokes at places of their own, on empty ground. */
const digits: Digits = {
  pixels: Uint8Array.from({ length: COUNT * PIXELS }, (_, i) =>
    (Math.floor(i / PIXELS) * 37 + (i % PIXELS)) % 29 < 6 ? 100 + random.integer(156) : 0,
  ),
  labels: Array.from({ length: COUNT }, (_, i) => i % 10),
};
const choice: LeakChoice = { what: 'one', codec: 'float32', seed: 3 };

describe('what a neighbour makes out', () => {
  it('is the very digit, of a step on it alone', () => {
    const { truth, seen, likeness } = showLeak(digits, choice);
    expect(truth.labels).toHaveLength(1);
    expect(likeness).toBeGreaterThan(0.9999);
    for (const [i, ink] of truth.pixels.entries()) expect(Math.abs(seen[i] - ink)).toBeLessThanOrEqual(1);
  });

  it('is the digit also where models are packed', () => {
    expect(showLeak(digits, { ...choice, codec: 'auto' }).likeness).toBeGreaterThan(SAME);
  });

  it('is a blend of a batch, of which single units may give some', () => {
    const { truth, likeness, found } = showLeak(digits, { ...choice, what: 'batch' });
    expect(truth.pixels).toHaveLength(32 * PIXELS);
    expect(likeness).toBeLessThan(SAME);
    expect(found.pixels).toHaveLength(found.labels.length * PIXELS);
  });

  it('is nothing of the same digit where the step is private', () => {
    const hidden = showLeak(digits, { ...choice, what: 'private' });
    expect(hidden.truth).toEqual(showLeak(digits, choice).truth);
    expect(Math.abs(hidden.likeness)).toBeLessThan(0.2);
  });

  it('is the same for the same choice, and of other digits for another seed', () => {
    expect(showLeak(digits, choice)).toEqual(showLeak(digits, choice));
    expect(showLeak(digits, { ...choice, seed: 4 }).truth).not.toEqual(showLeak(digits, choice).truth);
  });
});

describe('the Worker', () => {
  it('answers what was asked last, and loads again where it could not', async () => {
    const told: FromLeaks[] = [];
    let loads = 0;
    const { handle } = createLeakDispatcher({
      post: (message) => told.push(message),
      async loadDigits() {
        loads += 1;
        if (loads === 1) throw new Error('no network');
        return digits;
      },
    });
    await handle({ turn: 1, choice });
    expect(told).toEqual([{ kind: 'failed', turn: 1 }]);
    await Promise.all([handle({ turn: 2, choice }), handle({ turn: 3, choice })]);
    expect(told.slice(1).map(({ kind, turn }) => [kind, turn])).toEqual([['leak', 3]]);
    const before = loads;
    await handle({ turn: 4, choice });
    expect(loads).toBe(before);
  });
});

describe('the page', () => {
  function open() {
    const made: {
      asked: ToLeaks[];
      tell: (message: FromLeaks) => void;
      fail: () => void;
      closed: boolean;
    }[] = [];
    const leaks = createLeaks((tell, fail) => {
      const one = { asked: [] as ToLeaks[], tell, fail, closed: false };
      made.push(one);
      return {
        post: (message) => one.asked.push(message),
        close: () => {
          one.closed = true;
        },
      };
    });
    return { leaks, made };
  }
  const leak = showLeak(digits, choice);

  it('asks at once, and shows what belongs to the last choice alone', () => {
    const { leaks, made } = open();
    const [worker] = made;
    leaks.choose({ what: 'private' });
    expect(worker.asked.map((one) => one.choice.what)).toEqual(['one', 'private']);
    worker.tell({ kind: 'leak', turn: 1, leak });
    expect(leaks.leak.value).toBeNull();
    expect(leaks.phase.value).toBe('working');
    worker.tell({ kind: 'leak', turn: 2, leak });
    expect(leaks.leak.value).toBe(leak);
    expect(leaks.phase.value).toBe('done');
  });

  it('asks another Worker where one broke, and none after it was closed', () => {
    const { leaks, made } = open();
    made[0].fail();
    expect(leaks.phase.value).toBe('failed');
    expect(made[0].closed).toBe(true);
    leaks.choose({});
    expect(made).toHaveLength(2);
    expect(leaks.phase.value).toBe('working');
    leaks.close();
    expect(made[1].closed).toBe(true);
  });
});
