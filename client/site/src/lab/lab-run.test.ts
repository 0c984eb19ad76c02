import { defaultLabSettings, LAB_METHODS, type LabSettings } from '@hearsay/shared/settings/lab-settings.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { compare, scale, theoryOf } from './lab-run.ts';
import { MOMENTS, SCALING_PEERS } from './lines.ts';
import type { Moment, ScalingPoint } from './measured.ts';
import { meanStaleness, stalenessLawOf } from './theory.ts';

const settingsOf = (given: Partial<LabSettings>): LabSettings => ({ ...defaultLabSettings, ...given });

const momentsOf = (given: Partial<LabSettings>): Moment[] =>
  [...compare(settingsOf(given))].filter((moment) => moment !== null);

/** Root mean square of the relative distance of one line's error from the law. */
function distanceFromLaw(settings: LabSettings, moments: readonly Moment[], line: 'constant' | 'ln'): number {
  const law = theoryOf(settings).error[line] ?? [];
  const squares = moments.map(({ lines }, at) => ((lines[line]?.mean ?? Number.NaN) / law[at] - 1) ** 2);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
}

describe('a comparison', () => {
  it('gives the same numbers for the same settings, and others for another seed', () => {
    const given = { peers: 16, churn: 50, method: 'gosgd', exchange: 'swap' } as const;
    expect(momentsOf(given)).toEqual(momentsOf(given));
    expect(momentsOf(given)).not.toEqual(momentsOf({ ...given, seed: 2 }));
  });

  it.each(['push', 'swap'] as const)('has the staleness that the law says (%s)', (exchange) => {
    const settings = settingsOf({ peers: 64, updates: 400, exchange });
    const moments = momentsOf(settings);
    expect(moments).toHaveLength(MOMENTS);
    for (const line of ['constant', 'ln'] as const) {
      const law = stalenessLawOf(settings, line, 64);
      expect(Math.abs((meanStaleness(settings, line, moments) ?? 0) / law - 1), line).toBeLessThan(0.05);
    }
  });

  it('has the staleness that the law says where messages take time, and no theory of its error', () => {
    const settings = settingsOf({ peers: 64, updates: 400, latency: 2.5 });
    const moments = momentsOf(settings);
    for (const line of ['constant', 'ln'] as const) {
      const law = stalenessLawOf(settings, line, 64);
      expect(law, line).toBeGreaterThan(2 * stalenessLawOf({ ...settings, latency: 0 }, line, 64));
      expect(Math.abs((meanStaleness(settings, line, moments) ?? 0) / law - 1), line).toBeLessThan(0.05);
    }
    expect(theoryOf(settings).error).toEqual({});
  });

  it('has the mean error that the law says, and a worst peer who is worse', () => {
    const settings = settingsOf({ peers: 256 });
    const moments = momentsOf(settings);
    expect(distanceFromLaw(settings, moments, 'constant')).toBeLessThan(0.15);
    expect(distanceFromLaw(settings, moments, 'ln')).toBeLessThan(0.15);
    const last = moments.at(-1);
    expect(last?.lines.constant?.worst).toBeGreaterThan(2 * (last?.lines.ln?.worst ?? 0));
  });

  it('is spoilt by one liar, whichever it is, and hardly where the others have a guard', () => {
    const given = {
      peers: 16,
      learner: 'classes',
      labels: 10,
      step: 0.2,
      updates: 100,
      exchange: 'swap',
    } as const;
    const accuracyOf = (change: Partial<LabSettings>): number =>
      momentsOf({ ...given, ...change }).at(-1)?.lines.ln?.mean ?? 0;
    const honest = accuracyOf({});
    expect(honest).toBeGreaterThan(0.6);
    for (const liar of [1, 16]) {
      expect(accuracyOf({ attack: 'sign-flip', liar })).toBeLessThan(honest - 0.2);
      expect(accuracyOf({ attack: 'sign-flip', liar, guard: 'on' })).toBeGreaterThan(honest - 0.15);
    }
    expect(theoryOf(settingsOf({ attack: 'noise' })).error).toEqual({});
  });

  it('learns classes that no peer has seen', () => {
    const settings = { peers: 32, learner: 'classes', step: 0.2, updates: 150 } as const;
    const last = momentsOf(settings).at(-1);
    expect(last?.lines.ln?.mean).toBeGreaterThan(0.5);
    expect(theoryOf(settingsOf(settings)).error).toEqual({});
  });

  it.each(LAB_METHODS)('runs %s beside the two rates', (method) => {
    const learner = method === 'variance-corrected' ? 'classes' : 'quadratic';
    const last = momentsOf({ method, learner, peers: 8, updates: 20 }).at(-1);
    expect(Object.keys(last?.lines ?? {})).toEqual(
      method === defaultLabSettings.method ? ['constant', 'ln'] : ['constant', 'ln', 'beside'],
    );
    for (const line of Object.values(last?.lines ?? {})) {
      expect(Number.isFinite(line.mean) && Number.isFinite(line.staleness)).toBe(true);
    }
  });

  it('still follows peers at the end of a run in which they come and go', () => {
    const last = momentsOf({ peers: 512, churn: 25 }).at(-1);
    expect(last?.lines.ln?.staleness).toBeGreaterThan(0);
  });

  it('pauses for breath often', () => {
    const slices = [...compare(settingsOf({ peers: 1000, updates: 20 }))].length;
    expect(slices).toBeGreaterThan((20 * 1000 * 10) / 4000);
  });
});

describe('the scaling', () => {
  let steps: (number | ScalingPoint)[] = [];
  beforeAll(() => {
    steps = [...scale(defaultLabSettings)];
  });

  it('has points near the law at every number of peers, for both rates', () => {
    const points = steps.filter((step) => typeof step !== 'number');
    expect(points.map(({ peers }) => peers)).toEqual(SCALING_PEERS.flatMap((peers) => [peers, peers]));
    for (const { line, peers, staleness } of points) {
      const law = stalenessLawOf(defaultLabSettings, line, peers);
      expect(Math.abs((staleness ?? 0) / law - 1), `${peers} peers, ${line}`).toBeLessThan(0.08);
    }
  });

  it('tells how far it is, from nothing to all', () => {
    const shares = steps.filter((step) => typeof step === 'number');
    expect([...shares].sort((a, b) => a - b)).toEqual(shares);
    expect(shares[0]).toBeLessThan(0.05);
    expect(shares.at(-1)).toBeGreaterThan(0.95);
    expect(shares.at(-1)).toBeLessThanOrEqual(1);
  });
});
