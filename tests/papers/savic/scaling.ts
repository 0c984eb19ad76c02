/** Badly conditioned quadratics: what a scaling does for local SGD, and that it must be shared. */
import type { LineChart } from '../../command-line/chart.ts';
import { claimsOf, type Form, type Study, studyOf } from '../paper.ts';
import { type Case, CONDITION_NUMBER, STEPS } from './course.ts';

/** How near it must come, of the distance at the start; and from where on it is stuck beside the optimum. */
const REACHED = 1e-3;
const BIASED = 1e-2;
/** Rounds in which plain local SGD does not get there, and rounds that gossip is given. */
const ROUNDS = 600;
const GOSSIP_ROUNDS = 400;
/** Smaller than the scale of the flattest direction, so that it plays no part. */
const FLOOR = 1e-6;

interface Group {
  readonly name: string;
  readonly case: Pick<Case, 'method' | 'with'> & {
    readonly rounds?: number;
    readonly curvatureSpread?: number;
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
  shared: { name: 'squares, shared', case: savic({}), rates: [0.05] },
  own: { name: 'squares, not shared', case: savic({ shared: 0 }), rates: [0.005, 0.02, 0.05] },
  sharedCurvature: { name: 'curvature, shared', case: savic({ rule: 1 }), rates: [0.05] },
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
  const size = form === 'quick' ? { peers: 16, dimension: 10 } : { peers: 32, dimension: 20 };
  const seeds = form === 'quick' ? [1, 2, 3] : [1, 2, 3, 4, 5, 6, 7, 8];
  const runs = NAMES.flatMap((group) =>
    GROUPS[group].rates.flatMap((rate) => seeds.map((seed) => ({ group, rate, seed }))),
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
    /** The nearest that any run of the group ever came. */
    const nearest = (group: GroupName): number => Math.min(...of(group).flat());
    /** Where the farthest of the runs ended. */
    const end = (group: GroupName): number =>
      Math.max(...of(group).map((course) => course[course.length - 1]));
    /** Rounds until the slowest run was there; more than there were, where it never was. */
    const rounds = (group: GroupName): number =>
      Math.max(
        ...of(group).map((course) => {
          const first = course.findIndex((distance) => distance <= REACHED);
          return first < 0 ? course.length : first;
        }),
      );
    const setting = `condition ${CONDITION_NUMBER}, H = ${STEPS}`;
    const best = 'nearest at any of its step sizes';
    return {
      rows: [
        atMost(`rounds to 1e-3, scaling by squares, shared (${setting})`, 40, rounds('shared')),
        atMost('rounds to 1e-3, scaling by curvature, shared', 40, rounds('sharedCurvature')),
        atLeast(`plain local SGD, ${ROUNDS} rounds, ${best}`, REACHED, nearest('plain')),
        atLeast(`scaling by squares, not shared, ${ROUNDS} rounds, ${best}`, BIASED, nearest('own')),
        atLeast(
          'scaling by curvature, not shared, peers curved unequally: nearest',
          BIASED,
          nearest('ownUnequal'),
        ),
        atMost(
          `by gossip on a random graph, shared, after ${GOSSIP_ROUNDS} rounds`,
          BIASED,
          end('sharedGossip'),
        ),
        atLeast(`by gossip on a random graph, not shared, ${best}`, BIASED, nearest('ownGossip')),
      ],
      charts: [
        chartOf('Distance from the optimum, all with all', ['plain', 'shared', 'sharedCurvature', 'own'], of),
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
      const best = of(group)[ends.indexOf(Math.min(...ends))] ?? [];
      return {
        name: GROUPS[group].name,
        points: best.map((distance, round) => [round, distance] as const).slice(1),
      };
    }),
  };
}
