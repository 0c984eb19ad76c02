/** What goes wrong in one seed's run, drawn from the seed, and the run itself. */

import { MILD_FAULTS, type OverlayFaults } from '@hearsay/shared/simulation/membership/faults.ts';
import { Overlay } from '@hearsay/shared/simulation/membership/overlay.ts';
import { startOverlayChurn } from '@hearsay/shared/simulation/membership/overlay-churn.ts';
import { measureDegrees } from '@hearsay/shared/simulation/membership/overlay-measurements.ts';
import { createRandom, type Random } from '@hearsay/shared/util/random/random.ts';
import { violations } from './invariants.ts';

/** Seconds in which peers arrive, in which all goes wrong, and in which it may mend. */
const RAMP = 20;
const CHAOS = 180;
const QUIET = 180;

interface Span {
  readonly from: number;
  readonly until: number;
}

export interface Scenario {
  readonly seed: number;
  readonly peers: number;
  readonly faults: OverlayFaults;
  /** Mean seconds for which a peer stays. */
  readonly life: number;
  readonly crashShare: number;
  readonly partitions: readonly (Span & { readonly groups: number })[];
  /** When the server is down. */
  readonly outages: readonly Span[];
  /** When some peers crash in one moment, and which share of them all. */
  readonly massCrash: { readonly at: number; readonly share: number } | null;
}

export function scenarioOf(seed: number): Scenario {
  const random = createRandom(seed, 'scenario');
  const between = (least: number, most: number): number => least + (most - least) * random.uniform();
  const spans = (most: number, longest: number): Span[] =>
    Array.from({ length: random.integer(most + 1) }, (_, place) => {
      // One after the other, however many there are.
      const from = RAMP + (CHAOS * (place + 0.5 * random.uniform())) / most;
      return { from, until: Math.min(from + between(5, longest), RAMP + (CHAOS * (place + 1)) / most) };
    });
  return {
    seed,
    peers: 50 + random.integer(151),
    faults: {
      latency: between(0.01, 0.5),
      handshakeSeconds: between(0.2, 3),
      loss: between(0, 0.2),
      handshakeFailure: between(0, 0.4),
      noticeSeconds: [1, between(3, 20)],
    },
    life: between(60, 600),
    crashShare: random.uniform(),
    partitions: spans(2, 60).map((span) => ({ ...span, groups: 2 + random.integer(2) })),
    outages: spans(2, 90),
    massCrash: random.uniform() < 0.5 ? { at: between(RAMP, RAMP + CHAOS), share: between(0.1, 0.5) } : null,
  };
}

export interface ChaosResult {
  readonly seed: number;
  readonly arrived: number;
  readonly living: number;
  readonly meanDegree: number;
  readonly handshakes: number;
  /** In sentences; none where all held. */
  readonly violations: readonly string[];
}

/** @param onMoment called every 20 virtual seconds */
export function runScenario(scenario: Scenario, onMoment?: (overlay: Overlay) => void): ChaosResult {
  const { seed, peers, faults, life, crashShare } = scenario;
  const overlay = new Overlay({ seed, faults });
  const { agenda } = overlay;
  const random = createRandom(seed, 'churn');
  for (let peer = 0; peer < peers; peer++) {
    agenda.after(random.uniform() * RAMP, () => void overlay.arrive());
  }
  const end = RAMP + CHAOS;
  agenda.after(RAMP, () => {
    startOverlayChurn(overlay, { arrive: peers / life, go: 1 / life, crashShare, until: end }, random);
  });
  for (const { from, until, groups } of scenario.partitions) {
    agenda.after(from, () => overlay.partition(groups));
    agenda.after(until, () => overlay.partition(1));
  }
  for (const { from, until } of scenario.outages) {
    agenda.after(from, () => overlay.setServer(false));
    agenda.after(until, () => overlay.setServer(true));
  }
  const { massCrash } = scenario;
  if (massCrash) agenda.after(massCrash.at, () => crashMany(overlay, massCrash.share, random));
  agenda.after(end, () => {
    overlay.faults = MILD_FAULTS;
  });
  for (let time = 20; time <= end + QUIET; time += 20) {
    agenda.runUntil(time);
    onMoment?.(overlay);
  }
  return {
    seed,
    arrived: overlay.arrived,
    living: overlay.living.count,
    meanDegree: measureDegrees(overlay).mean,
    handshakes: overlay.traffic.handshakes,
    violations: violations(overlay),
  };
}

function crashMany(overlay: Overlay, share: number, random: Random): void {
  const { living } = overlay;
  for (let count = Math.floor(share * living.count); count > 0 && living.count > 2; count--) {
    overlay.crash(living.at(random.integer(living.count)));
  }
}

/** What runs one seed again, and shows its course. */
export function replayCommand(seed: number): string {
  return `npm run chaos -- membership --seed ${seed}`;
}
