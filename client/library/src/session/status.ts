/**
 * What a peer says of itself: the value of `window.hearsay.status()`, and what the page draws from. Plain
 * JSON, so that automated tests can read it; keys are added over time, never renamed or dropped.
 */
import type { PrivacyStatus } from '@hearsay/shared/privacy/ledger.ts';
import type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import type { DelayAdvice } from '@hearsay/shared/theory/advice.ts';
import type { LinkPath } from '../mesh/link-path.ts';
import type { Backend, BackendReason } from '../peer/backend-name.ts';
import type { Problem } from '../problems.ts';

export type Phase = 'idle' | 'joining' | 'loading' | 'training' | 'paused' | 'left' | 'failed';

/** `connecting`: a handshake is under way. `closed`: the link broke and is not being retried any more. */
export type LinkState = 'connecting' | 'connected' | 'reconnecting' | 'closed';

export interface NeighbourStatus {
  id: string;
  state: LinkState;
  /** Whether the two reach each other, or a TURN server passes on what they send; null before it is known, and without a link. */
  path: LinkPath | null;
  bytesSent: number;
  bytesReceived: number;
  /** Null until the first answer. */
  roundTripMs: number | null;
}

export interface Traffic {
  /** Whole model messages (offers and replies). */
  models: number;
  /** Everything on the data channels: frames, headers, heartbeats. */
  bytes: number;
}

export interface Status {
  peerId: string | null;
  room: string;
  phase: Phase;
  task: string;
  method: string;
  /** Null until the worker has chosen one, and where a learner of the caller’s own computes. */
  backend: Backend | null;
  /** Why that one, in half a sentence of English for people; empty before. */
  backendReason: string;
  /** The same as data; null before. */
  backendWhy: BackendReason | null;
  /** Peers in the room, this one included; 0 before joining. */
  size: number;
  slot: number | null;
  neighbours: NeighbourStatus[];
  /** Finished local updates, of `steps per update` local steps each. */
  updates: number;
  /** Finished local SGD steps. */
  steps: number;
  stepsPerSecond: number;
  /** Exchanges this peer started, per second, over the last half minute. */
  gossipRate: number;
  /** Local updates per second, over the last half minute. */
  updateRate: number;
  /** Share of the test subset that this tab's model gets right, 0 to 1; null before the first evaluation. */
  accuracy: number | null;
  /** Mean cross-entropy on the test subset, in nats; null before the first evaluation. */
  loss: number | null;
  /** Accuracy on the test examples of each class, 0 to 1; empty before the first evaluation. */
  perClass: number[];
  /** The same three of the room's model as this tab knows it, which is the mean of its own and those that neighbours sent
   * last: what it predicts with and exports. That of the tab itself where it knows none, or the method sends no models. */
  roomAccuracy: number | null;
  roomLoss: number | null;
  roomPerClass: number[];
  /** What the room's model was tested with last, where that is this peer's own; null before, and where all are tested with the same. */
  tested: Tested | null;
  /** The share of its speed at which this tab updates, 0 to 1: below 1 where exchanges take so long that a faster one would
   * leave them behind. */
  pace: number;
  /** Seconds from an offer to its answer, smoothed; null before the first, and for methods without answers. */
  answerSeconds: number | null;
  /** Which step size, and how many peers, suit the room as this tab measures it, and how near it is to where it does not
   * converge, for how late gradients count. By the largest curvature of the loss here and now: of a network a local, noisy
   * figure, so this one is smoothed, and good to a factor rather than a digit; with a hub, and unlike data, on the safe side. Null before it is known, and for runs with
   * other than plain gradient steps. */
  advice: DelayAdvice | null;
  /** Steps that were skipped since they were not finite. */
  stepsSkipped: number;
  /** How often the model was no longer finite, and was replaced by a neighbour's. */
  modelsLost: number;
  /** Neighbours whose models are so unlike most others' that less than half of what they would do here is let through, by id: the
   * share that is, 0 to 1. They may lie, or have data unlike all others'. Empty without a guard. */
  limited: Record<string, number>;
  /** How many updates of a present neighbour are missing here: mean and maximum over all measurements. */
  staleness: { mean: number; max: number };
  sent: Traffic;
  received: Traffic;
  /** Messages that did not count, by reason; `implausible-count`: what they said of others' updates did not, the model did. */
  dropped: Record<string, number>;
  /** What went wrong, in English sentences for people, oldest first. */
  errors: string[];
  /** The same, in the same order, as codes with data. */
  problems: Problem[];
  /** Progress of loading data, in bytes; null when nothing is loading. */
  loading: { loaded: number; total: number } | null;
  /** How many examples this peer learns from; 0 before they are there, and where it has none: then it makes no updates, and its
   * model follows the others'. */
  examples: number;
  /** How many training examples of each label this tab holds; empty before the data is there. */
  labels: number[];
  /** What this peer has spent of its budget of differential privacy; null where it has none, and before there are examples. */
  privacy: PrivacyState | null;
  /** What is kept of the run for when the page is reloaded. */
  checkpoint: CheckpointStatus;
}

export interface PrivacyState extends PrivacyStatus {
  /** Whether what was spent is kept in this browser, so that a reload does not give it anew. */
  kept: boolean;
}

export interface CheckpointStatus {
  /** How many updates were done when it was kept last; null before. */
  updates: number | null;
  /** Whether the browser let nothing be kept when it was last tried. */
  failed: boolean;
}

/** Most points of the curve kept; when there are more, every other one of the older half goes. */
export const MAX_HISTORY = 400;

/** One point of the curves. */
export interface Evaluation {
  /** Seconds since training started, pauses included. */
  seconds: number;
  updates: number;
  /** Of the tab's own model. */
  accuracy: number;
  loss: number;
  /** Of the room's, see `Status`. */
  roomAccuracy: number;
  roomLoss: number;
}

/** `window.hearsay.evaluate()`: the room's model, as it is known here now, on the test subset. */
export interface DetailedEvaluation {
  accuracy: number;
  loss: number;
  /** Accuracy on the test examples of each class, 0 to 1. */
  perClass: number[];
  /** How many examples of each class were taken for each class: rows are the classes that they are of. Where each is of one class,
   * of at most 32. */
  confusion?: number[][];
}

/** The room's model on a peer's own test examples, which others do not have: for the mean over a room, see `Report`. */
export interface Tested {
  /** How many there are. */
  count: number;
  /** See `DetailedEvaluation`; null where there is none. */
  confusion: number[][] | null;
}

/** The status of a run that has not begun. */
export function initialStatus(settings: RunSettings): Status {
  return {
    peerId: null,
    room: settings.room,
    phase: 'idle',
    task: settings.task,
    method: settings.method,
    backend: null,
    backendReason: '',
    backendWhy: null,
    size: 0,
    slot: null,
    neighbours: [],
    updates: 0,
    steps: 0,
    stepsPerSecond: 0,
    gossipRate: 0,
    updateRate: 0,
    accuracy: null,
    loss: null,
    perClass: [],
    roomAccuracy: null,
    roomLoss: null,
    roomPerClass: [],
    tested: null,
    pace: 1,
    answerSeconds: null,
    advice: null,
    stepsSkipped: 0,
    modelsLost: 0,
    limited: {},
    staleness: { mean: 0, max: 0 },
    sent: { models: 0, bytes: 0 },
    received: { models: 0, bytes: 0 },
    dropped: {},
    errors: [],
    problems: [],
    loading: null,
    examples: 0,
    labels: [],
    privacy: null,
    checkpoint: { updates: null, failed: false },
  };
}
