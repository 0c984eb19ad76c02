import { describe, expect, it } from 'vitest';
import { createQueues, LOST, MAX_UPLINK_SECONDS } from './bandwidth.ts';

/** @returns seconds that a message takes at a downlink */
function comeIn(queues: ReturnType<typeof createQueues>, to: number, bytes: number, now: number): number {
  if (queues.comeIn === null) throw new Error('no downlink is limited');
  return queues.comeIn(to, bytes, now);
}

describe('a shared medium', () => {
  it('carries one message behind the other, whoever sends them', () => {
    const { leave, comeIn: none } = createQueues({ shared: 100 });
    expect([leave(0, 50, 10), leave(1, 50, 10), leave(2, 100, 10)]).toEqual([0.5, 1, 2]);
    expect(leave(3, 50, 20)).toBeCloseTo(0.5);
    expect(none).toBeNull();
  });

  it('loses what would wait too long', () => {
    const { leave } = createQueues({ shared: 100 });
    for (let from = 0; from < MAX_UPLINK_SECONDS; from++) expect(leave(from, 100, 0)).toBeCloseTo(from + 1);
    expect(leave(99, 100, 0)).toBe(LOST);
    expect(leave(99, 100, 1)).toBeCloseTo(MAX_UPLINK_SECONDS);
  });
});

describe('uplinks and downlinks', () => {
  it('leave receivers unlimited where one number is given', () => {
    expect(createQueues(100).comeIn).toBeNull();
    expect(createQueues({ up: 100, down: 0 }).comeIn).toBeNull();
  });

  it('take a lone message the time of the slower one', () => {
    const even = createQueues({ up: 100, down: 100 });
    expect(even.leave(0, 50, 10)).toBeCloseTo(0.5);
    expect(comeIn(even, 1, 50, 10.5)).toBeCloseTo(0);
    const slowDown = createQueues({ up: 100, down: 25 });
    expect(slowDown.leave(0, 50, 10)).toBeCloseTo(0.5);
    expect(comeIn(slowDown, 1, 50, 10.5)).toBeCloseTo(1.5);
    expect(comeIn(createQueues({ up: 0, down: 25 }), 1, 50, 10)).toBeCloseTo(2);
  });

  it('bring in one message behind the other where many send to one', () => {
    const queues = createQueues({ up: 100, down: 100 });
    const through = Array.from({ length: 5 }, (_, from) => {
      const reached = 10 + queues.leave(from, 100, 10);
      return reached + comeIn(queues, 9, 100, reached);
    });
    through.forEach((time, i) => {
      expect(time).toBeCloseTo(11 + i);
    });
    expect(comeIn(queues, 8, 100, 11)).toBeCloseTo(0);
  });

  it('lose what would wait too long to come in', () => {
    const queues = createQueues({ up: 0, down: 100 });
    for (let i = 0; i < MAX_UPLINK_SECONDS; i++) expect(comeIn(queues, 1, 100, 0)).toBeCloseTo(i + 1);
    expect(comeIn(queues, 1, 100, 0)).toBe(LOST);
    expect(comeIn(queues, 2, 100, 0)).toBeCloseTo(1);
  });

  it('keep the order of what comes in, however little time it takes', () => {
    const queues = createQueues({ up: 0, down: 1e12 });
    const times = Array.from({ length: 50 }, () => 1e7 + comeIn(queues, 1, 10, 1e7));
    expect(times.every((time, i) => i === 0 || time > times[i - 1])).toBe(true);
  });
});
