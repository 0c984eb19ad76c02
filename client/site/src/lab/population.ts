/** A simulated population of the lab, and how it is taken forward in slices. */

import { withLiars } from '@hearsay/shared/attacks/hostile.ts';
import type { Method } from '@hearsay/shared/gossip/method.ts';
import { withOptions } from '@hearsay/shared/gossip/method-options.ts';
import { type GossipRate, gossipRateOf } from '@hearsay/shared/gossip/schedule/gossip-rate.ts';
import { createMethod } from '@hearsay/shared/methods/create-method.ts';
import { COMPARED_METHOD, type LabSettings } from '@hearsay/shared/settings/lab-settings.ts';
import { type ChurnOptions, startChurn } from '@hearsay/shared/simulation/churn.ts';
import type { Objective } from '@hearsay/shared/simulation/learners/objective.ts';
import { measureStaleness } from '@hearsay/shared/simulation/measurements.ts';
import { Simulation } from '@hearsay/shared/simulation/simulation.ts';
import { createRandom } from '@hearsay/shared/util/random/random.ts';
import { UPDATE_RATE } from './lines.ts';

/** Peers whose updates are followed, at most. */
const MOST_TRACKED = 256;
/** Events in a slice, about: a hundredth of a second, so that messages are heard. */
const SLICE_EVENTS = 2000;
/** Pairs of peers that are looked at for one mean of staleness, and moments at which they are, at most. */
const PAIRS = 2 ** 15;
const MOST_LOOKS = 16;

export interface PopulationOptions {
  readonly settings: LabSettings;
  readonly method: string;
  readonly peers: number;
  readonly gossip: GossipRate;
  readonly objective: Objective;
  /** Virtual seconds that it will run. */
  readonly duration: number;
}

export interface Population {
  readonly simulation: Simulation;
  /** Takes it to that time (virtual seconds), a slice at a time. @returns mean staleness on the way */
  advance(time: number): Generator<void, number | null>;
}

export function createPopulation(options: PopulationOptions): Population {
  const { settings, method, peers, gossip, objective, duration } = options;
  const churn = churnOf(settings, peers);
  const tracked = Math.min(MOST_TRACKED, Math.ceil(peers + (churn?.arrive ?? 0) * duration));
  const simulation = new Simulation({
    peers,
    seed: settings.seed,
    objective,
    trackedPeers: tracked,
    network: { latency: settings.latency / UPDATE_RATE },
    isHostile: (peer) => liarIn(settings, method) === peer,
    method: methodOf(options),
  });
  if (churn) startChurn(simulation, churn, createRandom(settings.seed, 'churn'));
  const slice = SLICE_EVENTS / (peers * (UPDATE_RATE + gossipRateOf(gossip, peers)));
  const looks = Math.max(1, Math.min(MOST_LOOKS, Math.floor(PAIRS / (peers * tracked))));
  return {
    simulation,
    *advance(time) {
      const from = simulation.now;
      let sum = 0;
      let pairs = 0;
      for (let look = 1; look <= looks; look++) {
        const until = from + ((time - from) * look) / looks;
        while (simulation.now < until) {
          simulation.runUntil(Math.min(until, simulation.now + slice));
          yield;
        }
        const stale = measureStaleness(simulation, tracked);
        sum += stale.sum;
        pairs += stale.pairs;
      }
      return pairs === 0 ? null : sum / pairs;
    },
  };
}

/** Null where nobody lies. Only the peers of the two rates are made to. */
function liarIn({ attack, liar }: LabSettings, method: string): number | null {
  return attack === 'none' || method !== COMPARED_METHOD ? null : liar - 1;
}

function methodOf({ settings, method: name, gossip, objective }: PopulationOptions): Method {
  const method = createMethod(name, {
    gossip,
    per: 'second',
    update: { rateOf: () => UPDATE_RATE, constantShare: 0 },
    steps: 1,
    rate: settings.step,
    exchange: settings.exchange,
    seed: settings.seed,
    ...(objective.layout ? { layout: objective.layout } : {}),
  });
  const guarded = settings.guard === 'on' && name === COMPARED_METHOD;
  const chosen = guarded ? withOptions(method, { guarded }) : method;
  const liar = liarIn(settings, name);
  if (settings.attack === 'none' || liar === null) return chosen;
  return withLiars(chosen, { name: settings.attack, size: null }, ({ self }) => self === liar);
}

/** As many come as go; half of those who go say goodbye. Others sleep, as long as it takes to make ten updates. */
function churnOf({ churn }: LabSettings, peers: number): ChurnOptions | null {
  if (churn === 'none') return null;
  return { arrive: peers / churn, leave: 0.5 / churn, crash: 0.5 / churn, sleep: 1 / churn };
}
