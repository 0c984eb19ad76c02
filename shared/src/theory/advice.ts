/**
 * What step size, and how many peers, suit a room as it is measured: whether what it learns converges at all, given how
 * late gradients count.
 *
 * Along one mode of the loss, of curvature h, a gradient that D others overtake before it counts makes
 * x(k + 1) = x(k) - g x(k - D), with g = eta h. It is stable below g = 2 sin(pi / (4 D + 2)) (Levin & May 1976, A Note on
 * Difference-Delay Equations, Theoretical Population Biology 9), and decays fastest at g = D^D / (D + 1)^(D + 1), where
 * two roots meet. For many gradients a second those are a tau = pi / 2 and 1 / e, as `delayed-descent.ts` has them from
 * Yu et al. 2024 (arXiv 2406.11159); for few they are what that continuous time leaves out, and for none late 2 and 1.
 *
 * - `hub`: D is what is applied while a worker goes round, from the answer it begins with to the next, less its own. The
 *   more workers, the larger D.
 * - `gossip`: a peer takes its steps in its own model, at once, so D = 0. Others' models come late, and count as parts of
 *   a mean, which is no further from the optimum than the furthest of them: |x| does not grow while no peer's own steps
 *   make it grow (asynchronous iterations that contract the largest norm, Bertsekas & Tsitsiklis 1989, Parallel and
 *   Distributed Computation, chapter 6; with gradients Tsitsiklis et al. 1986, IEEE Transactions on Automatic Control 31).
 *   So delay does not bound the number of peers; it makes them stale. Where means fall between a gradient and its step,
 *   which they do not in a tab, the bound is 1 + the smallest eigenvalue of the matrix of weights, for pairs 1 (Yuan,
 *   Ling & Yin 2016, SIAM Journal on Optimization 26).
 * - `added`: changes of others are added, each with a share such that all shares are 1. A whole room so pulls as one peer
 *   does alone, but late. Only those that are taken pull: this is the most there may be.
 *
 * As honest as h is: of a network it is a local and noisy figure, and modes differ from peer to peer. `gossip` and `added` are
 * bounds from below, since means of models that swing out of step are nearer to the optimum, and delays that vary are more
 * stable than constant ones. Plain gradient steps only: no momentum, no scaling.
 *
 * Pure functions.
 */
import { type Advice, FASTEST } from './delayed-descent.ts';

/** How the gradients of others get into a model: a hub applies them, models are averaged, or changes are added. */
export type ChangesKind = 'hub' | 'gossip' | 'added';

export interface MeasuredRoom {
  readonly kind: ChangesKind;
  /** eta, above 0. */
  readonly stepSize: number;
  /** h, above 0: the largest of the loss. */
  readonly curvature: number;
  /** Peers that update, this one included. */
  readonly peers: number;
  /** Local steps an update. */
  readonly steps: number;
  /** Updates of this peer per second, above 0: what it waits for answers is part of an update. */
  readonly updateRate: number;
  /** Updates of all peers per second. Default as if all were like this one. */
  readonly updatesOfAll?: number;
  /** How often per second this peer sends what it found; read for `added`. Default: as often as it updates. */
  readonly gossipRate?: number;
  /** From an offer to its answer; null where it is not known, or there are none. */
  readonly answerSeconds: number | null;
}

export interface DelayAdvice {
  readonly kind: ChangesKind;
  /** h, as it went in. */
  readonly curvature: number;
  /** The step size as a share of the largest that is surely stable: from 1 on it need not be. */
  readonly margin: number;
  /** Whether it surely is. */
  readonly stable: boolean;
  /** How many peers suit that step size; null: any number. */
  readonly activePeers: Advice | null;
  /** Which step sizes suit the room. */
  readonly stepSize: Advice;
}

/** The g that decays fastest, and from which it does not decay, where each gradient is overtaken by so many, from 0. */
export function pullsFor(overtaken: number): Advice {
  const fastest = (overtaken / (overtaken + 1)) ** overtaken / (overtaken + 1);
  return { fastest, limit: 2 * Math.sin(Math.PI / (4 * overtaken + 2)) };
}

/** The converse: by how many a gradient may be overtaken at that g, at least 0. */
export function overtakenAt(pull: number): Advice {
  return {
    // To half a gradient: between D and D + 1, D^D / (D + 1)^(D + 1) is about 1 / (e (D + 1/2)).
    fastest: Math.max(0, FASTEST / pull - 0.5),
    limit: Math.max(0, Math.PI / (4 * Math.asin(Math.min(1, pull / 2))) - 0.5),
  };
}

export function adviceFor(room: MeasuredRoom): DelayAdvice {
  const { kind, stepSize, curvature, peers } = room;
  const { pull, perPeer } = perGradient(room);
  const overtaken = kind === 'gossip' ? 0 : Math.max(0, peers * perPeer - 1);
  const { fastest, limit } = pullsFor(overtaken);
  const margin = pull / limit;
  return {
    kind,
    curvature,
    margin,
    stable: margin < 1,
    activePeers: kind === 'hub' ? peersFor(pull, perPeer) : null,
    stepSize: { fastest: (stepSize * fastest) / pull, limit: (stepSize * limit) / pull },
  };
}

/** What one gradient, or one change, pulls; and how many of each peer's are applied while one is on its way. */
function perGradient(room: MeasuredRoom): { readonly pull: number; readonly perPeer: number } {
  const { kind, stepSize, curvature, peers, steps, updateRate, answerSeconds } = room;
  const { updatesOfAll = peers * updateRate, gossipRate = updateRate } = room;
  const g = stepSize * curvature;
  const ofEach = updatesOfAll / peers;
  // A worker that gives up waiting goes round more often than it is answered.
  if (kind === 'hub') return { pull: g, perPeer: ofEach * Math.max(1 / updateRate, answerSeconds ?? 0) };
  if (kind === 'gossip') return { pull: g, perPeer: 0 };
  const onTheWay = 1 / updateRate + 1 / gossipRate + (answerSeconds ?? 0) / 2;
  // Steps from the same beginning lead at most that much further than one.
  return { pull: (g * steps) / peers, perPeer: ofEach * onTheWay };
}

function peersFor(pull: number, perPeer: number): Advice {
  const { fastest, limit } = overtakenAt(pull);
  return {
    fastest: Math.max(1, Math.round((1 + fastest) / perPeer)),
    limit: Math.ceil((1 + limit) / perPeer),
  };
}
