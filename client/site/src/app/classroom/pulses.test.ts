import { describe, expect, it } from 'vitest';
import { createPulses, MAX_OF_LINK, MAX_PULSES, PULSE_MS, SPREAD_MS } from './pulses.ts';
import { reportWith } from './report.fake.ts';

const telling = (number: number, exchanges: number[], id = 'a') =>
  reportWith({ id, number, neighbours: exchanges.map((_, i) => `to-${i}`), exchanges });

describe('pulses', () => {
  it('are as many as the exchanges of a report, from its peer, spread over the next second', () => {
    const pulses = createPulses();
    pulses.take([telling(1, [3, 0, 1])], 1000);
    const alive = pulses.alive(1000);
    expect(alive.map(({ from, to }) => `${from} ${to}`)).toEqual(['a to-0', 'a to-0', 'a to-0', 'a to-2']);
    for (const { startsAt } of alive) {
      expect(startsAt).toBeGreaterThanOrEqual(1000);
      expect(startsAt).toBeLessThan(1000 + SPREAD_MS);
    }
    expect(alive[1].startsAt - alive[0].startsAt).toBeCloseTo(SPREAD_MS / 3);
  });

  it('come of a report once, and of the next one anew', () => {
    const pulses = createPulses();
    pulses.take([telling(1, [1])], 0);
    pulses.take([telling(1, [1])], 10);
    expect(pulses.alive(10)).toHaveLength(1);
    pulses.take([telling(2, [1])], 20);
    expect(pulses.alive(20)).toHaveLength(2);
  });

  it('are gone when they have arrived', () => {
    const pulses = createPulses();
    pulses.take([telling(1, [2])], 0);
    expect(pulses.alive(SPREAD_MS + PULSE_MS)).toEqual([]);
  });

  it('have a bound, of a link and of all', () => {
    const pulses = createPulses();
    pulses.take([telling(1, [10_000])], 0);
    expect(pulses.alive(0)).toHaveLength(MAX_OF_LINK);
    pulses.take(
      Array.from({ length: 512 }, (_, i) => telling(1, [4], `of-${i}`)),
      0,
    );
    expect(pulses.alive(0)).toHaveLength(MAX_PULSES);
  });
});
