import { expect, it } from 'vitest';
import { replayCommand, runScenario, scenarioOf } from './scenario.ts';

/** Those that `npm test` leaves out. */
const SEEDS = Array.from({ length: 30 }, (_, place) => place + 21);

it.each(SEEDS)('membership under faults mends itself: seed %i', (seed) => {
  expect(runScenario(scenarioOf(seed)).violations, replayCommand(seed)).toEqual([]);
});
