/** What a liar says in place of its own message, by the attack. */
import type { PeerContext } from '../gossip/peer-context.ts';
import type { PeerIndex } from '../gossip/peer-index.ts';
import { createRandom, type Random } from '../util/random/random.ts';
import type { Attack } from './attack-names.ts';
import { sizeOf } from './attacks.ts';
import { HeardModels } from './heard-models.ts';

/** Shares of the newest mean in the smoothed one that tells where honest models go. */
const SMOOTHING = 0.05;
/** All liars of a kind push one way. */
const DIRECTION_SEED = 1;
/** Most models of its own past that a liar keeps. */
const MAX_PAST = 256;

export interface Lie {
  /** Told of each message that came. */
  hear?(from: PeerIndex, vector: Float32Array): void;
  /** @param honest what it would say @param into as long; overwritten @returns whether anything is said */
  say(honest: Float32Array, to: PeerIndex, into: Float32Array): boolean;
}

/** The truth: what attacks on data or on time leave as it is. */
const truth: Lie = {
  say(honest, _to, into) {
    into.set(honest);
    return true;
  },
};

export function lieOf(attack: Attack, peer: Pick<PeerContext, 'random' | 'updates'>): Lie {
  const size = sizeOf(attack);
  switch (attack.name) {
    case 'constant':
      return everyNumber(() => size);
    case 'noise':
      return everyNumber(() => size * peer.random.normal());
    case 'sign-flip':
      return everyNumber((value) => -size * value);
    case 'scaling':
      return everyNumber((value) => size * value);
    case 'alie':
      return aLittle(size);
    case 'inner-product':
      return againstTheWay(size);
    case 'dissensus':
      return apart(size);
    case 'orthogonal':
    case 'sybils':
      return aside(size);
    case 'silence':
      return { say: () => false };
    case 'late':
      return longAgo(size, peer);
    default:
      return truth;
  }
}

function everyNumber(of: (honest: number) => number): Lie {
  return {
    say(honest, _to, into) {
      for (let i = 0; i < into.length; i++) into[i] = of(honest[i]);
      return true;
    },
  };
}

/** Baruch et al. 2019 (arXiv 1902.06156): within what honest messages vary anyway, and all to one side. */
function aLittle(deviations: number): Lie {
  const heard = new HeardModels();
  let mean = new Float32Array();
  return {
    hear: (from, vector) => heard.hear(from, vector),
    say(honest, _to, into) {
      if (mean.length !== into.length) mean = new Float32Array(into.length);
      heard.mean(honest, mean);
      heard.deviation(honest, mean, into);
      for (let i = 0; i < into.length; i++) into[i] = mean[i] - deviations * into[i];
      return true;
    },
  };
}

/** Xie et al. 2019 (arXiv 1903.03936), for models in place of gradients: what honest peers gain is what is taken back. */
function againstTheWay(distances: number): Lie {
  const heard = new HeardModels();
  let mean = new Float32Array();
  let before: Float32Array = new Float32Array();
  return {
    hear: (from, vector) => heard.hear(from, vector),
    say(honest, _to, into) {
      if (mean.length !== into.length) {
        mean = new Float32Array(into.length);
        before = honest.slice();
      }
      heard.mean(honest, mean);
      for (let i = 0; i < into.length; i++) {
        into[i] = before[i] - mean[i];
        before[i] += SMOOTHING * (mean[i] - before[i]);
      }
      moveFrom(mean, into, distances * heard.spread(honest, mean));
      return true;
    },
  };
}

/** He et al. 2022 (arXiv 2202.01545), section 5: every neighbour is pushed away from the others. */
function apart(distances: number): Lie {
  const heard = new HeardModels();
  return {
    hear: (from, vector) => heard.hear(from, vector),
    say(honest, to, into) {
      const theirs = heard.of(to) ?? honest;
      heard.mean(honest, into);
      for (let i = 0; i < into.length; i++) into[i] = theirs[i] + distances * (theirs[i] - into[i]);
      return true;
    },
  };
}

/** Fang et al. 2022 (arXiv 2208.09894): one direction at a right angle to the mean, which no average makes smaller. */
function aside(distances: number): Lie {
  const heard = new HeardModels();
  let direction: Float32Array = new Float32Array();
  let mean = new Float32Array();
  return {
    hear: (from, vector) => heard.hear(from, vector),
    say(honest, _to, into) {
      if (direction.length !== into.length) {
        direction = normalNumbers(into.length, createRandom(DIRECTION_SEED, 'direction'));
        mean = new Float32Array(into.length);
      }
      heard.mean(honest, mean);
      let along = 0;
      let square = 0;
      for (let i = 0; i < mean.length; i++) {
        along += direction[i] * mean[i];
        square += mean[i] * mean[i];
      }
      const share = square > 0 ? along / square : 0;
      for (let i = 0; i < into.length; i++) into[i] = direction[i] - share * mean[i];
      moveFrom(mean, into, distances * heard.spread(honest, mean));
      return true;
    },
  };
}

function longAgo(updates: number, peer: Pick<PeerContext, 'updates'>): Lie {
  const past: { readonly updates: number; readonly said: Float32Array }[] = [];
  return {
    say(honest, _to, into) {
      const newest = past.at(-1);
      if (newest === undefined || newest.updates < peer.updates) {
        past.push({ updates: peer.updates, said: honest.slice() });
      }
      while (past.length > MAX_PAST || (past.length > 1 && past[1].updates <= peer.updates - updates)) {
        past.shift();
      }
      into.set(past[0].said);
      return true;
    },
  };
}

/** From a point, so far into a direction. @param direction becomes where that is */
function moveFrom(point: Float32Array, direction: Float32Array, distance: number): void {
  let square = 0;
  for (let i = 0; i < direction.length; i++) square += direction[i] * direction[i];
  const share = square > 0 ? distance / Math.sqrt(square) : 0;
  for (let i = 0; i < direction.length; i++) direction[i] = point[i] + share * direction[i];
}

function normalNumbers(length: number, random: Random): Float32Array {
  return new Float32Array(length).map(() => random.normal());
}
