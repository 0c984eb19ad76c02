import { writeSketch } from '@hearsay/shared/room/sketch.ts';
import { describe, expect, it } from 'vitest';
import { figuresOf } from './figures.ts';
import { reportWith } from './report.fake.ts';

const SETTINGS = { method: 'mitra-ulukus', exchange: 'swap' } as const;
const sketchAt = (value: number): string => writeSketch(new Float32Array(16).fill(value));

describe('the figures of a room', () => {
  it('are the mean and the worst, by name, of those that have been tested', () => {
    const reports = [
      reportWith({ slot: 0, accuracy: 0.9 }),
      reportWith({ slot: 5, accuracy: 0.6 }),
      reportWith({ slot: 7, accuracy: null }),
    ];
    expect(figuresOf(reports, SETTINGS, 3)).toMatchObject({ mean: 0.75, worst: 0.6, worstSlot: 5 });
  });

  it('take the consensus distance from sketches, and leave out who has none', () => {
    // Sixteen numbers, each 2 from the mean.
    const reports = [sketchAt(1), sketchAt(5), ''].map((sketch) => reportWith({ sketch }));
    expect(figuresOf(reports, SETTINGS, 3).consensus).toBeCloseTo(8);
    expect(figuresOf(reports.slice(1), SETTINGS, 2).consensus).toBeNull();
  });

  it('set staleness beside the law at the rates that were measured; a swap halves it', () => {
    const reports = [
      reportWith({ staleness: 1, gossipRate: 1, updateRate: 2 }),
      reportWith({ staleness: 2, gossipRate: 3, updateRate: 4 }),
    ];
    // Among three, 1 + 1/2 times 3 updates a second by 2 exchanges.
    expect(figuresOf(reports, { ...SETTINGS, exchange: 'push' }, 3)).toMatchObject({
      staleness: 1.5,
      law: 2.25,
    });
    expect(figuresOf(reports, SETTINGS, 3).law).toBeCloseTo(1.125);
  });

  it('draw the law with half of what answers take, as far as that was told', () => {
    const told = [0.2, 0.4, undefined].map((answerSeconds) =>
      reportWith({ gossipRate: 1, updateRate: 4, ...(answerSeconds === undefined ? {} : { answerSeconds }) }),
    );
    const { latency, law } = figuresOf(told, SETTINGS, 2);
    expect(latency).toBeCloseTo(0.15);
    // Between two, an update comes with the next exchange of either, and is on its way for the latency.
    expect(law).toBeCloseTo(4 * (1 / 2 + 0.15));
    expect(figuresOf(told.slice(2), SETTINGS, 2)).toMatchObject({ latency: null, law: 2 });
  });

  it('know no law for other methods, for one peer, or where nobody learns or gossips', () => {
    const [one] = [reportWith()];
    expect(figuresOf([one], { ...SETTINGS, method: 'd-psgd' }, 3).law).toBeNull();
    expect(figuresOf([one], SETTINGS, 1)).toMatchObject({ law: null, staleness: null });
    expect(figuresOf([reportWith({ gossipRate: 0 })], SETTINGS, 3).law).toBeNull();
    expect(figuresOf([], SETTINGS, 3)).toEqual({
      mean: null,
      worst: null,
      worstSlot: null,
      consensus: null,
      staleness: null,
      latency: null,
      law: null,
    });
  });
});
