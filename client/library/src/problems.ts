/**
 * What can go wrong, as codes with data. A code and its keys are public and stay as they are; what is told to people is
 * rendered where it is shown: in English by `problem-words.ts`, in the language of a page by that page.
 */
import type { Refusal } from '@hearsay/shared/protocol/signalling.ts';
import type { SettingProblem } from '@hearsay/shared/settings/run-settings.ts';
import type { ModelProblem } from './kept/model-file.ts';
import type { Backend } from './peer/backend-name.ts';

/** Plain JSON, also where it crosses from the Worker. */
export type Problem =
  // The server, and the way to it.
  /** The server does not answer. It is tried again; links that are there go on. */
  | { code: 'server-unreachable' }
  /** What answers there is not a Hearsay server, or one of another version. @param what it said that is not understood */
  | { code: 'not-a-server'; what: string }
  /** The server is newer, and does not understand this page any more. Who was in goes on, and tries again. */
  | { code: 'page-too-old' }
  /** The server is older than this page, and one of the two does not understand the other. Who was in goes on, and tries again. */
  | { code: 'server-too-old' }
  /** Peers of the room are of versions that this one does not understand, or the other way round. @param older how many are older */
  | { code: 'peers-of-other-version'; older: number; newer: number }
  /** The server did not let this peer into the room. @param reason the server's own code @param message its sentence */
  | { code: 'refused-by-server'; reason: Refusal['reason']; message: string }

  // The ways to the others. Each is taken back when one of them is reached.
  /** This browser offers none: WebRTC is switched off in part, or UDP is blocked. */
  | { code: 'no-candidates' }
  /** Networks do not let peers at each other, and the server tells of no relay. */
  | { code: 'no-relay' }
  /** The relay that peers would meet by does not answer. */
  | { code: 'relay-silent'; url: string }
  /** It does not serve this peer. @param status of STUN: 401 where the password is not the one that it expects */
  | { code: 'relay-refused'; url: string; status: number }

  // Keys.
  /** The server lets nobody into this room without its key, and this peer has none. Who was in goes on, and tries again. */
  | { code: 'room-needs-key' }
  /** The same, where this peer has another key. */
  | { code: 'room-has-other-key' }
  /** This peer has a key, and somebody else has opened a room of that name without one. Who was in goes on, and tries again. */
  | { code: 'room-has-no-key' }
  /** Another peer of the room has a different key. */
  | { code: 'wrong-key' }
  /** The room has a key, and this peer has none. */
  | { code: 'key-missing' }
  /** A peer without the key of this room was not let in. */
  | { code: 'peer-without-key' }
  /** What this peer sent arrived changed: somebody on the way interferes. */
  | { code: 'changed-on-the-way' }
  /** @param bytes that it has; null where it is not base64url @param least that it must have */
  | { code: 'key-too-short'; bytes: number | null; least: number }

  // What the browser, or the page, lacks.
  /** What was asked for is there only on https and on localhost. @param needed what */
  | { code: 'no-secure-context'; needed: string }
  /** The browser has no WebRTC, or does not allow it. */
  | { code: 'no-webrtc' }
  /** A part of the page could not be loaded. */
  | { code: 'page-incomplete' }
  /** A run could not be begun for a reason that nobody foresaw. */
  | { code: 'not-started'; what: string }

  // What was asked for.
  /** A setting cannot be used. @param allowed what can be, in English @param rule the same as data */
  | ({ code: 'bad-setting' } & Omit<SettingProblem, 'fatal'>)
  /** @param expected how many numbers there should be */
  | { code: 'wrong-shape'; what: Numbers; expected: number; actual: number }
  /** The number at `index` is NaN or infinite. */
  | { code: 'not-finite'; what: Numbers; index: number }
  /** The number at `index` is below `least` or above `most`. */
  | { code: 'out-of-range'; what: Numbers; index: number; least: number; most: number }
  /**
   * A model is none that can be trained here. @param reason `not-a-model`: it is no `LayersModel` of tfjs. `several-inputs`,
   * `several-outputs`: it has more than one. `open-shape`: a length besides that of the batch is not fixed. `nothing-to-train`:
   * none of its weights can be trained. `unknown-layer`: `layer` is one that tfjs does not know in the training thread
   */
  | {
      code: 'cannot-be-trained';
      reason:
        | 'not-a-model'
        | 'several-inputs'
        | 'several-outputs'
        | 'open-shape'
        | 'nothing-to-train'
        | 'unknown-layer';
      layer: string | null;
    }
  /**
   * A run was to be private, and what it learns with has no exact way to clip gradients example by example. @param reason `layer`:
   * `layer` has none, and `kind` is what tfjs calls it. `learner`: a learner of the caller's own does not say how
   */
  | { code: 'cannot-be-private'; reason: 'layer' | 'learner'; layer: string | null; kind: string | null }
  /** A task's description cannot be used. @param reason a sentence in English */
  | { code: 'bad-task'; reason: string }
  /** The page has no tfjs to make a model with. */
  | { code: 'no-tfjs' }
  /** There is nothing to learn from. */
  | { code: 'no-examples' }
  /** There is nothing to test a model with. */
  | { code: 'no-test-examples' }
  /** @param most bytes that examples may take */
  | { code: 'too-much-data'; most: number }
  /** @param reason `not-joined`: no run is under way. `loading`: it has not come as far */
  | { code: 'no-model'; reason: 'not-joined' | 'loading' }
  /** A model to go back to is not kept any more, or is of a method whose models are of another kind. */
  | { code: 'no-earlier-model' }
  /** There is no run to tell of. */
  | { code: 'no-run' }
  /** What was asked for cannot be done while a run is under way. */
  | { code: 'run-under-way' }
  /** The room has no host, or was not joined yet. */
  | { code: 'no-host' }
  /** Only the peer that holds the secret of the host commands. */
  | { code: 'not-the-host' }
  /** The files are not a model of a task, or damaged. @param problem which of these */
  | { code: 'bad-model'; problem: ModelProblem }

  // The data.
  /** The network broke off, again and again. */
  | { code: 'data-unreachable'; url: string }
  /** The server answered with a status that is an error. */
  | { code: 'data-refused'; url: string; status: number }
  /** The server gives the whole file alone, where parts of it were asked for. */
  | { code: 'data-not-in-parts'; url: string; status: number }
  /** More bytes came than were asked for, or fewer. */
  | { code: 'data-damaged'; url: string; expected: number; actual: number }
  /** The list of examples is not one that is known here. */
  | { code: 'data-not-understood'; url: string }
  /** Others were to be loaded and could not be, so it goes on with those it has. @param cause why */
  | { code: 'examples-kept'; cause: Problem }

  // The run.
  /** The host has removed this peer. It learns on alone, and takes part again as soon as the host lets it in. */
  | { code: 'removed-by-host' }
  /** A neighbour trains another task. @param peer its id @param own digest of the task here @param theirs of the other one */
  | { code: 'other-task'; peer: string; own: string; theirs: string }
  /** What was kept of the run is from another version of the page, so the model starts anew. */
  | { code: 'kept-by-other-version' }
  /** @param wanted the backend that was asked for @param used the one that it goes on with; null where none starts */
  | { code: 'backend-unavailable'; wanted: Backend | 'auto'; used: Backend | null }
  /** The backend `lacking` has not all that the network needs. @param what tfjs' name of it @param used what it goes on with */
  | { code: 'backend-lacks'; lacking: Backend; what: string; used: Backend }
  /** The graphics hardware went away. */
  | { code: 'backend-lost'; lost: Backend; used: Backend }
  /** The training thread cannot go on. @param what it said; may be empty where its script did not load */
  | { code: 'worker-failed'; what: string }
  /** It was started again, from where the run was when it was last kept. */
  | { code: 'worker-restarted'; what: string }
  /** One answer could not be computed; the run goes on. */
  | { code: 'not-computed'; what: string }
  /** The peer left the room before there was an answer. */
  | { code: 'left' }
  /** Whoever asked took it back. */
  | { code: 'aborted' };

export type ProblemCode = Problem['code'];
export type ProblemOf<C extends ProblemCode> = Extract<Problem, { code: C }>;

/** What a list of numbers is: the parameters to begin from, inputs of a task or their targets. */
export type Numbers = 'parameters' | 'inputs' | 'targets';

/** All that the library throws or rejects with. */
export class HearsayError extends Error {
  override readonly name = 'HearsayError';
  readonly code: ProblemCode;
  readonly problem: Problem;

  /** @param message for people; by default none but the code, for where it is rendered elsewhere */
  constructor(problem: Problem, message: string = problem.code) {
    super(message);
    this.code = problem.code;
    this.problem = problem;
  }
}

/** What was caught, as a problem. @param other makes one of what is not a `HearsayError` */
export function problemOf(error: unknown, other: (what: string) => Problem): Problem {
  if (error instanceof HearsayError) return error.problem;
  return other(error instanceof Error ? error.message : String(error));
}
