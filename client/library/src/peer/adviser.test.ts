import { describe, expect, it } from 'vitest';
import { type Advised, type Adviser, createAdviser } from './adviser.ts';

const ROOM = { updateRate: 2, gossipRate: 18, answerSeconds: 0.1 };
/** What is said in a room of ten who are all connected. */
const say = (adviser: Adviser, room: Parameters<Adviser>[0] = ROOM, trips: (number | null)[] = []) =>
  adviser(room, 10, 9, trips);
/** What a gradient takes, in seconds. */
const TOOK = 0.05;

const examples = (count: number) => ({ count, labels: new Uint8Array(count), read() {} });

interface World {
  readonly adviser: Adviser;
  run(seconds: number): void;
  pause(): void;
  /** Gradients so far: of how many examples each. */
  readonly looks: number[];
  /** Of the loss 1/2 curvature (x0^2 + x1^2 / 2). */
  readonly loss: { curvature: number };
}

function world(method: string, count = 200): World {
  let now = 0;
  let paused = false;
  let next: { at: number; callback: () => void } | null = null;
  const looks: number[] = [];
  const loss = { curvature: 4 };
  const advised: Advised = {
    settings: { method, rate: 0.1, steps: 3, momentum: 0, varianceAdaptiveStep: false },
    peer: { model: new Float32Array([1, 2]) },
    learner: {
      dimension: 2,
      gradientOn({ count }, chosen, [x, y], gradient) {
        expect(Math.max(...chosen)).toBeLessThan(count);
        looks.push(chosen.length);
        now += TOOK;
        gradient.set([loss.curvature * x, (loss.curvature * y) / 2]);
        return 0;
      },
    },
    data: { train: examples(count) },
  };
  const clock = {
    now: () => now,
    after(seconds: number, callback: () => void) {
      next = { at: now + seconds, callback };
      return () => {};
    },
  };
  const adviser = createAdviser(
    clock,
    () => advised,
    () => paused,
  );
  return {
    adviser,
    looks,
    loss,
    pause: () => {
      paused = true;
    },
    run(seconds) {
      const end = now + seconds;
      for (let due = next; due !== null && due.at <= end; due = next) {
        now = due.at;
        due.callback();
      }
      now = Math.max(now, end);
    },
  };
}

describe('the adviser of a tab', () => {
  it('finds the curvature and says what that means, when it has looked often enough', () => {
    const { adviser, run } = world('d-psgd');
    run(10);
    expect(say(adviser)).toBeNull();
    run(90);
    const advice = say(adviser);
    expect(advice?.curvature).toBeCloseTo(4, 1);
    expect(advice).toMatchObject({ kind: 'gossip', stable: true, activePeers: null });
    expect(advice?.margin).toBeCloseTo((0.1 * 4) / 2, 2);
    expect(say(adviser, { ...ROOM, updateRate: 0 })).toBeNull();
  });

  it('takes a fiftieth of the time, and rests in a pause', () => {
    const { run, pause, looks } = world('d-psgd');
    run(250);
    expect(TOOK * looks.length).toBeLessThan(0.02 * 250 + 2 * TOOK);
    expect(looks.length).toBeGreaterThan(80);
    pause();
    const before = looks.length;
    expect(new Set(looks)).toEqual(new Set([128]));
    run(100);
    expect(looks.length).toBe(before);
  });

  it('follows a curvature that changes, smoothly', () => {
    const moving = world('d-psgd');
    moving.run(100);
    const now = (): number => say(moving.adviser)?.curvature ?? 0;
    moving.loss.curvature = 2;
    moving.run(10);
    expect(now()).toBeGreaterThan(3);
    expect(now()).toBeLessThan(3.9);
    moving.run(300);
    expect(now()).toBeCloseTo(2, 1);
    // What is too large for a step size is noticed sooner.
    moving.loss.curvature = 8;
    moving.run(10);
    expect(now()).toBeGreaterThan(4);
    moving.run(300);
    expect(now()).toBeGreaterThan(7.9);
  });

  it('says nothing of scaled steps, and nothing of added changes whose way is not known', () => {
    const scaled = world('savic');
    scaled.run(100);
    expect([say(scaled.adviser), scaled.looks.length]).toEqual([null, 0]);
    const added = world('draco', 3);
    added.run(100);
    expect(say(added.adviser, { ...ROOM, answerSeconds: null })).toBeNull();
    const advice = say(added.adviser);
    expect(advice?.kind).toBe('added');
    expect(say(added.adviser, { ...ROOM, answerSeconds: null }, [50, null, 150])).toEqual(advice);
    expect(say(world('async-sgd').adviser)).toBeNull();
    expect(added.looks[0]).toBe(3);
  });
});
