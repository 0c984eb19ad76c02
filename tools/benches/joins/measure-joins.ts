/** A virtual room that has learned, in which others join one after the other, and what those who were there then know. */
import type { Objective } from '@hearsay/shared/simulation/learners/objective.ts';
import { Simulation } from '@hearsay/shared/simulation/simulation.ts';
import { measurement } from '../../experiments/measurement.ts';
import { experimentOf } from '../../experiments/run.ts';
import type { Specification } from '../../experiments/specification.ts';

export interface JoinsInput {
  /** The room before anybody joins; its duration is how long it has learned until then. */
  readonly specification: Specification;
  readonly joins: number;
  /** Seconds from one join to the next, and how long who joined stays. */
  readonly everySeconds: number;
  readonly staySeconds: number;
}

export interface JoinsResult {
  /** Mean accuracy of those who were there at the beginning: before the joins, and after the last of them. */
  readonly before: number;
  readonly after: number;
  /** The most that the mean fell, from just before a join to when who joined had a model. */
  readonly worstFall: number;
}

/** The mean of so many evaluations, a second apart. */
const EVALUATIONS = 5;
/** Seconds in which who joins takes over a model and first mixes with others. */
const ADOPTION_SECONDS = 1;

export default measurement(measureJoins);

async function measureJoins(input: JoinsInput, onProgress: (done: number) => void): Promise<JoinsResult> {
  const { specification, joins, everySeconds, staySeconds } = input;
  const experiment = await experimentOf(specification);
  const { objective, peers: trained } = experiment;
  const simulation = new Simulation(experiment);
  const whole = specification.duration + joins * everySeconds + 2 * EVALUATIONS;
  const runFor = (seconds: number): void => {
    simulation.runUntil(simulation.now + seconds);
    onProgress(simulation.now / whole);
  };
  for (let second = 0; second < specification.duration; second++) runFor(1);
  const before = meanOverTime(() => runFor(1), simulation, objective, trained);
  let worstFall = 0;
  for (let join = 0; join < joins; join++) {
    const known = accuracyOf(simulation, objective, trained);
    const newcomer = simulation.peers.length;
    simulation.arrive();
    simulation.at(simulation.now + staySeconds, () => simulation.leave(newcomer));
    runFor(Math.min(ADOPTION_SECONDS, everySeconds));
    worstFall = Math.max(worstFall, known - accuracyOf(simulation, objective, trained));
    runFor(Math.max(0, everySeconds - ADOPTION_SECONDS));
  }
  return { before, after: meanOverTime(() => runFor(1), simulation, objective, trained), worstFall };
}

/** Of the first so many peers. */
function accuracyOf({ peers }: Simulation, objective: Objective, count: number): number {
  const accuracies = peers.slice(0, count).map(({ model }) => objective.evaluate(model).accuracy ?? 0);
  return accuracies.reduce((sum, each) => sum + each, 0) / count;
}

function meanOverTime(
  passASecond: () => void,
  simulation: Simulation,
  objective: Objective,
  count: number,
): number {
  let sum = 0;
  for (let evaluation = 0; evaluation < EVALUATIONS; evaluation++) {
    passASecond();
    sum += accuracyOf(simulation, objective, count);
  }
  return sum / EVALUATIONS;
}
