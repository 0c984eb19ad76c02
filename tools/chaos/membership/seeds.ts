/** Some seeds' runs, for a thread of their own. */
import { measurement } from '../../experiments/measurement.ts';
import { type ChaosResult, runScenario, scenarioOf } from './scenario.ts';

export default measurement(runSeeds);

export function runSeeds(seeds: readonly number[], onProgress: (done: number) => void): ChaosResult[] {
  return seeds.map((seed, place) => {
    const result = runScenario(scenarioOf(seed));
    onProgress((place + 1) / seeds.length);
    return result;
  });
}
