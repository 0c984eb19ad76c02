/**
 * What the lab computes, as generators: each `next` is a slice of some hundredths of a second at most, but for methods in
 * rounds, in which all peers act at once. Pure: the same settings give the same numbers.
 */
import { COMPARED_METHOD, LAB_CLASSES, type LabSettings } from '@hearsay/shared/settings/lab-settings.ts';
import { blobs } from '@hearsay/shared/simulation/learners/blobs.ts';
import { mlp } from '@hearsay/shared/simulation/learners/mlp.ts';
import type { Objective } from '@hearsay/shared/simulation/learners/objective.ts';
import { quadratic } from '@hearsay/shared/simulation/learners/quadratic.ts';
import { measureLearning } from '@hearsay/shared/simulation/measurements.ts';
import { evaluatedPeers, lambdaOf, linesOf, rateOf, SCALING_PEERS, timesOf, UPDATE_RATE } from './lines.ts';
import type { LineMoment, LineName, Moment, ScalingPoint, Theory } from './measured.ts';
import { createPopulation } from './population.ts';
import { expectedErrorOf, settledFrom, stalenessLawOf } from './theory.ts';

const DIMENSION = 10;
const CONDITION_NUMBER = 10;
const INPUTS = 20;
const HIDDEN = 32;
const SAMPLES = 50;
const TESTS = 300;
const BATCH = 10;
const COMPARED = ['constant', 'ln'] as const;
/** Exchanges of a run of the scaling: enough for a standard error of a few hundredths. */
const EXCHANGES = 200_000;
/** Shortest such run, in times of the mean staleness, and the longest with peers that come and go (virtual seconds). */
const SHORTEST = 30;
const LONGEST_WITH_CHURN = 100;

/** Two settings with the same text have the same scaling. */
export function scalingKey({ gossip, exchange, churn, latency, seed }: LabSettings): string {
  return JSON.stringify([gossip, exchange, churn, latency, seed]);
}

/** What theory says of the runs of a comparison, where it says something. */
export function theoryOf(settings: LabSettings): Theory {
  const { learner, latency, peers, seed, updates, attack, guard } = settings;
  const staleness = Object.fromEntries(COMPARED.map((line) => [line, stalenessLawOf(settings, line, peers)]));
  const isPlain = attack === 'none' && guard === 'off';
  if (learner !== 'quadratic' || latency > 0 || !isPlain) return { staleness, error: {} };
  const objective = quadratic({ peers, seed, dimension: DIMENSION, conditionNumber: CONDITION_NUMBER });
  return {
    staleness,
    error: Object.fromEntries(
      COMPARED.map((line) => [line, expectedErrorOf(settings, line, objective, timesOf(updates))]),
    ),
  };
}

/** All runs of the comparison, in step with each other. Yields null after a slice in which no moment was reached. */
export function* compare(settings: LabSettings): Generator<Moment | null, void> {
  const { peers, updates, learner } = settings;
  const objective = objectiveOf(settings);
  const populations = linesOf(settings).map((line) => ({
    line,
    population: createPopulation({
      settings,
      method: line === 'beside' ? settings.method : COMPARED_METHOD,
      peers,
      gossip: rateOf(settings, line),
      objective,
      duration: updates,
    }),
  }));
  for (const time of timesOf(updates)) {
    const lines: Partial<Record<LineName, LineMoment>> = {};
    for (const { line, population } of populations) {
      const slices = population.advance(time);
      let slice = slices.next();
      for (; !slice.done; slice = slices.next()) yield null;
      const { loss, accuracy } = measureLearning(population.simulation, objective, evaluatedPeers(settings));
      const { mean, worst } = learner === 'classes' && accuracy ? accuracy : loss;
      lines[line] = { staleness: slice.value, mean, worst };
      yield null;
    }
    yield { time, lines };
  }
}

/**
 * The two rates at one number of peers after the other. Yields the share that is done of all, or a point.
 * @param known points of the same settings that need not be measured again
 */
export function* scale(
  settings: LabSettings,
  known: readonly ScalingPoint[] = [],
): Generator<number | ScalingPoint, void> {
  const runs = SCALING_PEERS.flatMap((peers) => COMPARED.map((line) => ({ peers, line }))).filter(
    (run) => !known.some((point) => point.peers === run.peers && point.line === run.line),
  );
  const durations = runs.map(({ peers, line }) => durationOf(settings, peers, line));
  // A peer's second costs as much as what it does in it.
  const costs = runs.map(
    ({ peers, line }, run) => durations[run] * peers * (UPDATE_RATE + lambdaOf(settings, peers, line)),
  );
  const total = costs.reduce((sum, cost) => sum + cost, 0);
  let done = 0;
  for (const [run, { peers, line }] of runs.entries()) {
    const measuring = measureStalenessAt(settings, peers, line, durations[run]);
    let step = measuring.next();
    for (; !step.done; step = measuring.next()) yield (done + costs[run] * step.value) / total;
    done += costs[run];
    yield { line, peers, staleness: step.value };
  }
}

/** Over the time after it has settled. Yields the share that is done. */
function* measureStalenessAt(
  settings: LabSettings,
  peers: number,
  line: ScalingPoint['line'],
  duration: number,
): Generator<number, number | null> {
  const population = createPopulation({
    // Nor does it on what anybody says.
    settings: { ...settings, attack: 'none', guard: 'off' },
    method: COMPARED_METHOD,
    peers,
    gossip: rateOf(settings, line),
    // Staleness does not depend on what is learned.
    objective: quadratic({ peers, seed: settings.seed, dimension: 1 }),
    duration,
  });
  const from = settledFrom(settings, line, peers, duration);
  let sum = 0;
  let count = 0;
  for (const time of timesOf(duration)) {
    const slices = population.advance(time);
    let slice = slices.next();
    for (; !slice.done; slice = slices.next()) yield population.simulation.now / duration;
    if (time <= from || slice.value === null) continue;
    sum += slice.value;
    count += 1;
  }
  return count === 0 ? null : sum / count;
}

function durationOf(settings: LabSettings, peers: number, line: ScalingPoint['line']): number {
  const perSecond = peers * lambdaOf(settings, peers, line);
  const wanted = Math.max(EXCHANGES / perSecond, SHORTEST * stalenessLawOf(settings, line, peers));
  return settings.churn === 'none' ? wanted : Math.min(wanted, LONGEST_WITH_CHURN);
}

function objectiveOf({ learner, peers, seed, labels }: LabSettings): Objective {
  if (learner === 'quadratic') {
    return quadratic({ peers, seed, dimension: DIMENSION, conditionNumber: CONDITION_NUMBER });
  }
  const data = blobs({
    peers,
    seed,
    inputs: INPUTS,
    classes: LAB_CLASSES,
    samples: SAMPLES,
    labelsPerPeer: labels,
    tests: TESTS,
  });
  return mlp({ data, units: [INPUTS, HIDDEN, LAB_CLASSES], batchSize: BATCH });
}
