/** Badly conditioned quadratics: what a scaling does for local SGD, and that it must be shared. */
import type { LineChart } from '@hearsay/shared/charts/chart.ts';
import { type Interval, intervalOf } from '../interval.ts';
import { claimsOf, type Form, type Study, studyOf } from '../paper.ts';
import { type Case, CONDITION_NUMBER, STEPS } from './course.ts';

/** How near it must come, of the distance at the start; and from where on it is stuck beside the optimum. */
const REACHED = 1e-3;
const BIASED = 1e-2;
const SEEDS = [1, 2, 3, 4, 5];
/** Rounds in which plain local SGD does not get there, and rounds that gossip is given. */
const ROUNDS = 600;
const GOSSIP_ROUNDS = 400;
const OWN_ROUNDS = 300;
/** Powers of ten that scaling is nearer than plain local SGD: where it fits the curvature at least, and where not at most. */
const MUCH_NEARER = 2;
const LITTLE_NEARER = 1;
/** Smaller than the scale of the flattest direction, so that it plays no part. */
const FLOOR = 1e-6;

interface Group {
  readonly name: string;
  readonly case: Pick<Case, 'method' | 'with'> & {
    readonly rounds?: number;
    readonly curvatureSpread?: number;
    readonly rotated?: boolean;
  };
  /** Each is tried. Plain steps are stable below 2. */
  readonly rates: readonly number[];
}

const savic = (own: Readonly<Record<string, number>>): Group['case'] => ({
  method: 'savic',
  with: { floor: FLOOR, ...own },
});

const GROUPS = {
  plain: {
    name: 'plain local SGD',
    case: { method: 'synchronous-all-to-all', with: {} },
    rates: [0.5, 1, 1.9],
  },
  shared: { name: 'squares, shared', case: { ...savic({}), rounds: 100 }, rates: [0.05] },
  own: {
    name: 'squares, not shared',
    case: { ...savic({ shared: 0 }), rounds: OWN_ROUNDS },
    rates: [0.005, 0.02, 0.05],
  },
  sharedCurvature: {
    name: 'curvature, shared',
    case: { ...savic({ rule: 1 }), rounds: 100 },
    rates: [0.05],
  },
  // Plain local SGD is the same there.
  rotated: { name: 'squares, shared, rotated', case: { ...savic({}), rotated: true }, rates: [0.2, 0.5, 1] },
  rotatedCurvature: {
    name: 'curvature, shared, rotated',
    case: { ...savic({ rule: 1 }), rotated: true },
    rates: [0.05, 0.1, 0.2],
  },
  sharedUnequal: {
    name: 'curvature, shared, peers curved unequally',
    case: { ...savic({ rule: 1 }), curvatureSpread: 0.5, rounds: 100 },
    rates: [0.02],
  },
  ownUnequal: {
    name: 'curvature, not shared, peers curved unequally',
    case: { ...savic({ rule: 1, shared: 0 }), curvatureSpread: 0.5, rounds: 100 },
    rates: [0.02],
  },
  sharedGossip: {
    name: 'squares, shared by gossip',
    case: { ...savic({ graph: 2 }), rounds: GOSSIP_ROUNDS },
    rates: [0.05],
  },
  ownGossip: {
    name: 'squares, gossip, not shared',
    case: { ...savic({ graph: 2, shared: 0 }), rounds: GOSSIP_ROUNDS },
    rates: [0.005, 0.02, 0.05],
  },
} as const satisfies Record<string, Group>;
type GroupName = keyof typeof GROUPS;
const NAMES = Object.keys(GROUPS) as GroupName[];

export function scaling(form: Form): Study {
  const size = form === 'quick' ? { peers: 8, dimension: 10 } : { peers: 32, dimension: 20 };
  const runs = NAMES.flatMap((group) =>
    GROUPS[group].rates.flatMap((rate) => SEEDS.map((seed) => ({ group, rate, seed }))),
  );
  const inputs = runs.map(
    ({ group, rate, seed }): Case => ({
      ...size,
      rounds: ROUNDS,
      curvatureSpread: 0,
      ...GROUPS[group].case,
      rate,
      seed,
    }),
  );
  return studyOf<Case, readonly number[]>(new URL('./course.ts', import.meta.url).href, inputs, (courses) => {
    const { atMost, atLeast } = claimsOf('savic');
    const of = (group: GroupName): (readonly number[])[] => courses.filter((_, i) => runs[i].group === group);
    const ofSeed = (group: GroupName, seed: number): (readonly number[])[] =>
      courses.filter((_, i) => runs[i].group === group && runs[i].seed === seed);
    const bySeed = (figure: (seed: number) => number): Interval => intervalOf(SEEDS.map(figure));
    /** Distances differ by powers of ten, also from seed to seed: so their logarithms are averaged. */
    const log = (distance: (seed: number) => number): Interval =>
      bySeed((seed) => Math.log10(distance(seed)));
    /** The nearest that it ever came, at any of its step sizes. Some diverge, and are not finite in the end. */
    const nearest = (group: GroupName, seed: number): number =>
      Math.min(...ofSeed(group, seed).flat().filter(Number.isFinite));
    const end = (group: GroupName, seed: number): number => ofSeed(group, seed)[0].at(-1) ?? Number.NaN;
    /** Rounds until it was there; infinitely many where it never was. */
    const rounds = (group: GroupName): Interval =>
      bySeed((seed) => {
        const first = ofSeed(group, seed)[0].findIndex((distance) => distance <= REACHED);
        return first < 0 ? Number.POSITIVE_INFINITY : first;
      });
    const powersNearer = (group: GroupName): Interval =>
      log((seed) => nearest('plain', seed) / nearest(group, seed));
    const setting = `condition ${CONDITION_NUMBER}, H = ${STEPS}`;
    const best = 'nearest at any of its step sizes';
    return {
      rows: [
        atMost(`rounds to 1e-3, scaling by squares, shared (${setting})`, 40, rounds('shared')),
        atMost('rounds to 1e-3, scaling by curvature, shared', 40, rounds('sharedCurvature')),
        atLeast(
          `log10 of the distance, plain local SGD, ${ROUNDS} rounds, ${best}`,
          Math.log10(REACHED),
          log((seed) => nearest('plain', seed)),
        ),
        atLeast(
          `log10 of the distance, scaling by squares, not shared, ${OWN_ROUNDS} rounds, ${best}`,
          Math.log10(BIASED),
          log((seed) => nearest('own', seed)),
        ),
        atLeast(
          'the same by curvature, not shared, peers curved unequally: nearest',
          Math.log10(BIASED),
          log((seed) => nearest('ownUnequal', seed)),
        ),
        atMost(
          `the same by gossip on a random graph, shared, after ${GOSSIP_ROUNDS} rounds`,
          Math.log10(BIASED),
          log((seed) => end('sharedGossip', seed)),
        ),
        atLeast(
          `the same by gossip on a random graph, not shared, ${best}`,
          Math.log10(BIASED),
          log((seed) => nearest('ownGossip', seed)),
        ),
        atLeast(
          `powers of ten nearer than plain local SGD, squares, shared`,
          MUCH_NEARER,
          powersNearer('shared'),
        ),
        ...(['rotated', 'rotatedCurvature'] as const).map((group) =>
          atMost(
            `the same by ${GROUPS[group].name}: curved along axes that no diagonal scale fits, ${best}`,
            LITTLE_NEARER,
            powersNearer(group),
          ),
        ),
      ],
      charts: [
        chartOf(
          'Distance from the optimum, all with all',
          ['plain', 'shared', 'sharedCurvature', 'own', 'rotated', 'rotatedCurvature'],
          of,
        ),
        chartOf(
          'Distance from the optimum, elsewhere',
          ['sharedUnequal', 'ownUnequal', 'sharedGossip', 'ownGossip'],
          of,
        ),
      ],
    };
  });
}

/** Each group's best run: the one that ends nearest to the optimum. */
function chartOf(
  title: string,
  groups: readonly GroupName[],
  of: (group: GroupName) => readonly (readonly number[])[],
): LineChart {
  return {
    title,
    subtitle: 'each the best of its step sizes and seeds',
    x: { label: 'rounds', scale: 'log' },
    y: { label: 'distance from the optimum, of that at the start', scale: 'log' },
    series: groups.map((group) => {
      const ends = of(group).map((course) => course[course.length - 1]);
      const best = of(group)[ends.indexOf(Math.min(...ends.filter(Number.isFinite)))] ?? [];
      return {
        name: GROUPS[group].name,
        points: best.map((distance, round) => [round, distance] as const).slice(1),
      };
    }),
  };
}
