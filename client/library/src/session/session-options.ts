/** What a page has of a session, and what it is made with. */
import type { WishChange } from '@hearsay/shared/room/command.ts';
import type { Report } from '@hearsay/shared/room/report.ts';
import type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import type { Task } from '@hearsay/shared/tasks/task.ts';
import type { ReadonlySignal } from '@preact/signals-core';
import type { DataSource, GivenSource } from '../data/load-data.ts';
import type { Samples } from '../data/samples.ts';
import type { Checkpoint } from '../kept/checkpoint.ts';
import type { EarlierModel } from '../kept/earlier-models.ts';
import type { Keeper } from '../kept/keeper.ts';
import type { LogRow } from '../kept/run-log.ts';
import type { ConnectionOptions } from '../mesh/connection-options.ts';
import type { HostState } from '../room/room.ts';
import type { Aside, Tell } from './aside.ts';
import type { Platform } from './platform.ts';
import type { DetailedEvaluation, Evaluation, Status } from './status.ts';

export interface Session {
  /** Of the run as it is now: the room's host may change them. Reads a signal. */
  readonly settings: RunSettings;
  /** What is learned. */
  readonly task: Task;
  /** Renewed a few times a second. */
  readonly status: ReadonlySignal<Status>;
  /** The curve of evaluations so far, oldest first, at most a few hundred points. */
  readonly history: ReadonlySignal<readonly Evaluation[]>;
  /** Some of this peer's examples; null before they are loaded, and where there are no classes to sort them by. */
  readonly samples: ReadonlySignal<Samples | null>;
  /** How the peers of the room are, this one first, as far as is known here; empty in a room without a host. */
  readonly room: ReadonlySignal<readonly Report[]>;
  /** What the host of the room wishes; null in a room without a host. */
  readonly host: ReadonlySignal<HostState | null>;
  /** Joins and trains; when paused, resumes. Failures show in `status` (phase `failed`, `errors`). */
  start(): void;
  /** Stops training; the tab goes on answering its neighbours. */
  pause(): void;
  /**
   * Learns from other examples from now on, and is tested with others; the model stays as it is. Without any to learn from it
   * makes no updates and follows the others, without any to be tested with it is not tested. Before joining: what it begins with.
   * @throws HearsayError `wrong-shape` where they are not of the task
   */
  setData(source: GivenSource): void;
  /** Leaves the room for good. */
  leave(): void;
  /** A copy of the tab's own model. Rejects before it exists. */
  parameters(): Promise<Float32Array>;
  /** The room's model as this tab knows it: the mean of its own and those that neighbours sent last. */
  roomParameters(): Promise<Float32Array>;
  /** The room's model on the test subset. Rejects before that is loaded. */
  evaluate(): Promise<DetailedEvaluation>;
  /**
   * What the room's model makes of an example now: a probability for each class, or a value for each unit, in order. Of several
   * examples, row after row.
   * @param inputs as they come in the data: of images row after row, of MNIST's with shares of ink from 0 to 1. Rejects what is
   * not of the task's input, and before the model exists
   */
  predict(inputs: ArrayLike<number>): Promise<number[]>;
  /** What has happened so far, oldest first, at most a few thousand rows. */
  log(): readonly LogRow[];
  /** Models that this tab had before and still keeps, newest first; none where nothing is kept. Rejects where the browser does not
   * give them. */
  earlierModels(): Promise<EarlierModel[]>;
  /** Its model is that one again; the one there is is kept, and counts go on. What neighbours send changes it from then on.
   * Rejects `no-earlier-model` where it is not kept any more. @param id of one of `earlierModels` */
  goBackTo(id: number): Promise<void>;
  /** Commands all in the room, as in `{ gossip: 2 }`, or `{ remove: id }`: see `WishChange`. Rejects where this tab is not the host's,
   * or a value cannot be used. */
  command(change: WishChange): Promise<void>;
  /**
   * Makes this peer lie to the others from now on, to try what a room bears; null: it says what is true again.
   * @param attack as the setting of that name has it, such as `sign-flip` or `noise:10`; not what forges versions or reports, which is for
   * the link to say
   * @throws HearsayError `bad-setting` where there is no such
   */
  setAttack(attack: string | null): void;
}

export interface SessionOptions extends ConnectionOptions {
  /** The signalling server, which also has the data; the page's own origin by default. */
  readonly url?: string;
  /** What is learned, in place of the task that the settings name. */
  readonly task?: Task | undefined;
  /** What peers of this task know it by, where that is not the digest of the task alone: see `taskDigest`. */
  readonly digest?: string | undefined;
  /** Makes what goes on beside training. */
  readonly aside?: ((tell: Tell) => Aside) | undefined;
  /** What of the task's network is neither trained nor mixed, where it has a topology. */
  readonly frozen?: Float32Array | undefined;
  /** Where this peer's examples come from; by default the server's. */
  readonly source?: DataSource | undefined;
  /** What a browser has and Node has not; a browser's by default. */
  readonly platform?: Platform;
  /** To begin from, in place of those that the seed gives: finite numbers, in the order of the task's layout. */
  readonly initialParameters?: Float32Array | undefined;
  /** Takes over the model of a room in which others are already, though there are initial parameters. */
  readonly adopts?: boolean;
  /** The URL of a module that learns in place of tfjs, see `OwnLearner`. */
  readonly learner?: string;
  /** To go on from. */
  readonly resume?: Checkpoint | undefined;
  /** Where the run is put away about every ten seconds; by default nowhere. */
  readonly keeper?: Keeper;
  /** Does not join before `start` is called. */
  readonly idle?: boolean;
}
