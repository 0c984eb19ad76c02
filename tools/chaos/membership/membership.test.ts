import { MILD_FAULTS } from '@hearsay/shared/simulation/membership/faults.ts';
import { Overlay } from '@hearsay/shared/simulation/membership/overlay.ts';
import {
  measureClustering,
  measureComponents,
} from '@hearsay/shared/simulation/membership/overlay-measurements.ts';
import { createRandom } from '@hearsay/shared/util/random/random.ts';
import { describe, expect, it } from 'vitest';
import { violations } from './invariants.ts';
import { replayCommand, runScenario, scenarioOf } from './scenario.ts';

/** The others up to 50 are a long test. */
const SEEDS = Array.from({ length: 20 }, (_, place) => place + 1);

describe('membership under faults', () => {
  it.each(SEEDS)('mends itself: seed %i', (seed) => {
    expect(runScenario(scenarioOf(seed)).violations, replayCommand(seed)).toEqual([]);
  });

  it('runs the same again from the same seed', () => {
    expect(runScenario(scenarioOf(7))).toEqual(runScenario(scenarioOf(7)));
  });

  it('is found out when the network stays cut, or the server stays away from newcomers', () => {
    const overlay = new Overlay({ seed: 1, faults: MILD_FAULTS });
    for (let peer = 0; peer < 60; peer++) overlay.arrive();
    overlay.agenda.runUntil(60);
    expect(violations(overlay)).toEqual([]);
    overlay.partition(2);
    overlay.agenda.runUntil(120);
    expect(violations(overlay).join()).toMatch('30 of 60 peers are apart from the rest');
    overlay.partition(1);
    overlay.agenda.runUntil(240);
    expect(violations(overlay)).toEqual([]);
    overlay.setServer(false);
    overlay.arrive();
    overlay.agenda.runUntil(300);
    expect(violations(overlay).join()).toMatch('1 of 61 peers are apart');
  });

  it('holds together without the server while peers crash and leave, and stays well mixed', () => {
    const overlay = new Overlay({ seed: 3, faults: MILD_FAULTS });
    for (let peer = 0; peer < 200; peer++) overlay.arrive();
    overlay.agenda.runUntil(60);
    overlay.setServer(false);
    const random = createRandom(5);
    for (let time = 60; time < 360; time += 3) {
      overlay.agenda.runUntil(time);
      const peer = overlay.living.at(random.integer(overlay.living.count));
      if (random.uniform() < 0.5) overlay.crash(peer);
      else overlay.leave(peer);
    }
    overlay.agenda.runUntil(420);
    expect(overlay.living.count).toBe(100);
    expect(measureComponents(overlay).apart).toEqual([]);
    // A lattice of this degree has 0.6 or more; a random graph has 0.1.
    expect(measureClustering(overlay, 100, random)).toBeLessThan(0.3);
  });
});
