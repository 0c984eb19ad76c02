import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  defaultLabSettings,
  formatLabSettings,
  LAB_ATTACKS,
  LAB_METHODS,
  type LabSettings,
  parseLabSettings,
} from './lab-settings.ts';

const problemsOf = (fragment: string): string[] =>
  parseLabSettings(fragment).problems.map(({ name }) => name);

/** Settings that go together. */
const settings: fc.Arbitrary<LabSettings> = fc
  .record({
    peers: fc.integer({ min: 2, max: 5000 }),
    gossip: fc.double({ min: 0.05, max: 20, noNaN: true }),
    method: fc.constantFrom(...LAB_METHODS),
    exchange: fc.constantFrom('push' as const, 'swap' as const),
    churn: fc.oneof(fc.constant('none' as const), fc.double({ min: 10, max: 10_000, noNaN: true })),
    latency: fc.double({ min: 0, max: 10, noNaN: true }),
    learner: fc.constantFrom('quadratic' as const, 'classes' as const),
    labels: fc.integer({ min: 1, max: 10 }),
    step: fc.double({ min: 0.001, max: 1, noNaN: true }),
    updates: fc.integer({ min: 20, max: 1000 }),
    attack: fc.constantFrom(...LAB_ATTACKS),
    liar: fc.integer({ min: 1, max: 5000 }),
    guard: fc.constantFrom('off' as const, 'on' as const),
    seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  })
  .filter((one) => parseLabSettings(formatLabSettings(one)).problems.length === 0);

describe('lab settings', () => {
  it('are read back as they were written', () => {
    fc.assert(
      fc.property(settings, (one) => {
        expect(parseLabSettings(formatLabSettings(one))).toEqual({ settings: one, problems: [] });
      }),
    );
  });

  it('are usable whatever the fragment', () => {
    const value = fc.oneof(
      fc.string(),
      fc.double().map(String),
      fc.constantFrom(...LAB_METHODS, 'ln', 'classes'),
    );
    const name = fc.constantFrom('view', 'nothing', '__proto__', ...Object.keys(defaultLabSettings));
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value)), (parts) => {
        const read = parseLabSettings(`#${parts.map(([key, text]) => `${key}=${text}`).join('&')}`);
        expect(parseLabSettings(formatLabSettings(read.settings))).toEqual({
          settings: read.settings,
          problems: [],
        });
      }),
    );
  });

  it('have defaults for what is absent, which are not written', () => {
    expect(parseLabSettings('#view=lab')).toEqual({ settings: defaultLabSettings, problems: [] });
    expect(formatLabSettings(defaultLabSettings)).toBe('view=lab');
  });

  it('name what cannot be used, with what is allowed', () => {
    const { settings: read, problems } = parseLabSettings(
      'peers=1&gossip=ln&method=centralised&exchange=pull&churn=1&latency=-1&learner=mnist&labels=0&step=0&updates=1e9&attack=label-flip&liar=0&guard=auto&seed=-1',
    );
    expect(read).toEqual(defaultLabSettings);
    expect(problems.map(({ name }) => name)).toEqual(Object.keys(defaultLabSettings));
    expect(problems.every(({ allowed, fatal }) => allowed.length > 0 && fatal)).toBe(true);
    expect(parseLabSettings('peer=8').problems).toMatchObject([{ name: 'peer', fatal: false }]);
  });

  it('refuse what would take too long, what has no tensors, and churn that leaves nobody', () => {
    expect(problemsOf('method=savic&peers=257')).toEqual(['method']);
    expect(problemsOf('method=savic&peers=256')).toEqual([]);
    expect(problemsOf('method=variance-corrected')).toEqual(['method']);
    expect(problemsOf('method=variance-corrected&learner=classes')).toEqual([]);
    expect(problemsOf('peers=8&liar=9')).toEqual(['liar']);
    expect(problemsOf('peers=8&liar=8')).toEqual([]);
    expect(problemsOf('churn=50&updates=300')).toEqual(['churn']);
    expect(problemsOf('churn=50&updates=200')).toEqual([]);
  });
});
