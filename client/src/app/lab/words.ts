/** All that people read in the lab. Sentences are made of what was measured. */
import type { LabLearner } from '@hearsay/shared/protocol/lab-settings.ts';
import type { Progress } from '../../lab/lab.ts';
import type { LineName } from '../../lab/measured.ts';
import { createFormat } from '../words/format.ts';

const { count: formatCount, percent: formatPercent } = createFormat('en');

/** A mean or a rate counted in updates or exchanges. */
const number = (value: number): string =>
  Number.isFinite(value) ? value.toFixed(value < 9.995 ? 2 : 1) : 'infinite';
const short = (value: number): string => String(Number(value.toPrecision(3)));
const error = (value: number): string => (Number.isFinite(value) ? short(value) : 'infinite');
const perUpdate = (rate: number): string =>
  `${short(rate)} ${rate === 1 ? 'exchange' : 'exchanges'} per update`;

/** From this factor on, something grows. */
const GROWS = 1.15;

/** One rate at the fewest and at the most peers that were measured. */
export interface Growth {
  readonly fewest: number;
  readonly most: number;
  readonly atFewest: number;
  readonly atMost: number;
}

/** One rate at one number of peers. */
export interface Compared {
  readonly rate: number;
  /** Measured staleness, and what the law says, in updates. */
  readonly staleness: number;
  readonly law: number;
}

function growthSentence(rate: string, { fewest, most, atFewest, atMost }: Growth): string {
  const factor = atMost / atFewest;
  const grew = factor >= GROWS ? `grew ${short(factor)} times` : 'did not grow';
  return `${rate}, staleness ${grew}: ${number(atFewest)} updates among ${fewest} peers, ${number(atMost)} among ${formatCount(most)}.`;
}

export const labWords = {
  documentTitle: 'Lab · Hearsay',
  title: 'Lab: how often must peers talk?',
  lead: [
    'Every peer makes updates of its own, and passes what it knows on to random others. The updates of another peer that have not reached it yet are its staleness: how far behind it is.',
    'The theorem of Mitra & Ulukus (2024): at a constant gossip rate, staleness grows as more peers join; at a rate of ln n, the natural logarithm of their number n, it stays bounded. See for yourself.',
  ],
  lineName: (line: LineName, gossip: number, method: string): string =>
    line === 'constant' ? `constant: ${short(gossip)}` : line === 'ln' ? 'ln n' : method,

  controls: {
    title: 'Settings',
    peers: 'Peers',
    peersText: (peers: number) => `${formatCount(peers)} peers`,
    gossip: 'Constant gossip rate',
    gossipText: perUpdate,
    gossipHint: 'Set against ln n. An exchange is a model that a peer sends to a random other.',
    churn: 'Coming and going',
    churnText: (churn: 'none' | number) =>
      churn === 'none' ? 'all peers stay' : `a peer stays for ${formatCount(churn)} updates`,
    churnHint: 'As many come as go. Some fall asleep for a while.',
    method: 'Beside them, another method',
    methodNone: 'none',
    methodHint: 'One with rounds or clocks of its own goes by those.',
    more: 'More settings',
    exchange: 'An exchange',
    exchangeText: { push: 'tells one peer (push)', swap: 'tells both peers (swap)' },
    learner: 'What they learn',
    learnerText: {
      quadratic: 'a vector: quadratic losses',
      classes: 'ten classes: a small network',
    } satisfies Record<LabLearner, string>,
    labels: 'Classes that each peer sees',
    labelsText: (labels: number) => `${labels} of 10`,
    step: 'Step size',
    updates: 'Length of the run',
    updatesText: (updates: number) => `${formatCount(updates)} updates of each peer`,
    seed: (seed: number) => `Seed ${seed}`,
    anotherSeed: 'Another seed',
    link: 'The address of this page holds all settings: whoever opens it sees the same numbers.',
  },

  problem: (name: string, value: string, allowed: string) =>
    `${name}=${value} cannot be used, so the usual value is taken. Allowed is ${allowed}.`,
  unknown: (name: string) =>
    `Ignored in the address of this page, as no setting of the lab has this name: ${name}.`,

  run: {
    pause: 'Pause',
    resume: 'Resume',
    stop: 'Stop',
    again: 'Run again',
    progress: 'Progress of the simulation',
    running: ({ stage, done }: Progress, peers: number) =>
      stage === 'comparison'
        ? `Simulating ${formatCount(peers)} peers: ${formatPercent(done, 0)}`
        : `Simulating other numbers of peers: ${formatPercent(done, 0)}`,
    paused: 'Paused',
    stopped: 'Stopped',
    done: 'Done',
    failed: (why: string) => `The simulation has stopped: ${why}. Choose fewer peers, or reload the page.`,
  },

  figures: {
    title: (peers: number) => `Among ${formatCount(peers)} peers`,
    caption: 'What was measured so far. Staleness is in updates, and is averaged once it has settled.',
    what: 'Figure',
    exchanges: 'Exchanges per update',
    ownPace: 'its own',
    staleness: 'Staleness',
    law: 'Staleness, by the law',
    mean: { quadratic: 'Error, mean of peers', classes: 'Accuracy, mean of peers' },
    meanLaw: 'The same, by theory',
    worst: { quadratic: 'Error, worst peer', classes: 'Accuracy, worst peer' },
    none: '–',
  },
  number,
  rate: short,
  score: (learner: LabLearner, value: number) =>
    learner === 'classes' ? formatPercent(value) : error(value),

  comparison: (peers: number, constant: Compared, ln: Compared): string =>
    `Among ${formatCount(peers)} peers, a peer lacks ${number(constant.staleness)} of another’s updates at ${perUpdate(constant.rate)} (the law: ${number(constant.law)}), and ${number(ln.staleness)} at ln n, which is ${perUpdate(ln.rate)} (the law: ${number(ln.law)}).`,
  comparisonWaits: 'The first figures are on their way.',
  tooShort: 'At the constant rate this run is too short for staleness to settle: choose a longer one.',
  churnNote:
    'The laws are those of peers that stay. Newcomers begin with the first model and know of no updates.',
  nobodyLeft: 'None of the peers that are followed is left.',

  scaling: (constant: Growth, ln: Growth, gossip: number): string =>
    `${growthSentence(`At a constant ${perUpdate(gossip)}`, constant)} ${growthSentence('At ln n', ln)}`,
  scalingTitle: 'As more peers join',
  chartsTitle: (peers: number) => `The run of ${formatCount(peers)} peers over time`,
  scalingWaits: 'Points appear one after the other, from few peers to many, when the run above is through.',

  charts: {
    label: (title: string, reading: string) => `${title}. ${reading} The numbers are in the table below.`,
    staleness: 'Staleness over time',
    stalenessNote: 'Mean over pairs of peers, in updates. Dotted: what the law says it settles at.',
    scaling: 'Staleness by number of peers',
    scalingNote:
      'Lines: the law. Points: simulations made just now. Each step to the right has four times the peers.',
    mean: { quadratic: 'Error, mean over peers', classes: 'Accuracy, mean over peers' },
    meanNote: {
      quadratic:
        'Loss above the best there is, on everybody’s data; lower is better. Dotted: what theory says.',
      classes: 'On examples that no peer holds; higher is better. For networks there is no law.',
    },
    worst: { quadratic: 'Error, worst peer', classes: 'Accuracy, worst peer' },
    worstNote: (evaluated: number) =>
      `Of ${formatCount(evaluated)} peers that were looked at. A mean over peers hides who is behind.`,
    law: (name: string) => `${name}, theory`,
    measured: (name: string) => `${name}, measured`,
    tick: (value: number) => String(Number(value.toPrecision(3))),
    scoreTick: (learner: LabLearner, value: number) =>
      learner === 'classes' ? formatPercent(value, 0) : String(Number(value.toPrecision(3))),
    reading: (entries: readonly (readonly [name: string, value: string])[]) =>
      entries.length === 0
        ? 'Nothing yet.'
        : `${entries.map(([name, value]) => `${name}: ${value}`).join('; ')}.`,
  },
  table: {
    summary: (title: string) => `${title}, as a table`,
    caption: (rows: number) => `At most ${rows} moments, spread evenly; the newest is last.`,
    scalingCaption: 'Mean staleness, in updates, by number of peers.',
    updates: 'Updates',
    peers: 'Peers',
  },
};
