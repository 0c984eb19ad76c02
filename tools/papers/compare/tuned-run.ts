/** A method at its own best step size: sought on one seed, judged on others. */
import type { ExperimentResult } from '@hearsay/shared/simulation/experiment.ts';
import { mean } from '@hearsay/shared/util/numbers.ts';
import { measurement } from '../../experiments/measurement.ts';
import { runSpecification } from '../../experiments/run.ts';
import type { Specification } from '../../experiments/specification.ts';

export interface TunedRun {
  readonly specification: Specification;
  /** The step sizes to choose from. */
  readonly rates: readonly number[];
  /** None of the seeds that are reported. */
  readonly tuningSeed: number;
  readonly seeds: readonly number[];
}

export interface TunedRunResult {
  /** The step size with the best mean accuracy of the peers late in the run of the tuning seed. */
  readonly rate: number;
  /** At that step size, one for each seed. */
  readonly runs: readonly ExperimentResult[];
}

/** What a run is judged by: its last quarter, since at one moment chance has too much of a say. */
export function lateMoments({ history }: ExperimentResult): ExperimentResult['history'] {
  return history.slice(Math.floor(history.length * 0.75));
}

export const lateAccuracy = (run: ExperimentResult): number =>
  mean(lateMoments(run).map(({ accuracy }) => accuracy?.mean ?? 0));

export default measurement(
  async ({ specification, rates, tuningSeed, seeds }: TunedRun, onProgress): Promise<TunedRunResult> => {
    const count = rates.length + seeds.length;
    let done = 0;
    const run = async (rate: number, seed: number): Promise<ExperimentResult> => {
      const result = await runSpecification({ ...specification, rate, seed }, (share) =>
        onProgress((done + share) / count),
      );
      done += 1;
      return result;
    };
    let best = { rate: rates[0], accuracy: Number.NEGATIVE_INFINITY };
    for (const rate of rates) {
      const accuracy = lateAccuracy(await run(rate, tuningSeed));
      if (accuracy > best.accuracy) best = { rate, accuracy };
    }
    const runs: ExperimentResult[] = [];
    for (const seed of seeds) runs.push(await run(best.rate, seed));
    return { rate: best.rate, runs };
  },
);
