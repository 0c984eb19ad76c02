/**
 * Hearsay in a page of your own: a model that the visitors of a page train together.
 *
 *     const room = await joinRoom({ server: 'https://example.org', room: 'cats' }, { model, data: { xs, ys } });
 *     room.on('progress', ({ accuracy, neighbours }) => console.log(accuracy, neighbours));
 *
 * The server introduces peers to each other, and sees neither data nor models.
 */
import { makeRoomKey } from '@hearsay/shared/protocol/room-key.ts';
import type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { enter } from './enter.ts';
import { randomBytes } from './random-bytes.ts';
import type { Session, SessionOptions } from './session/session.ts';
import type { ModelLike } from './training/model-network.ts';
import type { RoomPlace } from './training/open-room.ts';
import type { Room } from './training/room.ts';
import type { Training } from './training/training.ts';

export type { TaskInput } from '@hearsay/shared/tasks/read-task.ts';
export type { Loss, Normalisation, Task } from '@hearsay/shared/tasks/task.ts';
export type { Examples } from './data/examples.ts';
export type { Checkpoint } from './kept/checkpoint.ts';
export type { Keeper } from './kept/keeper.ts';
export { type ModelFiles, readModel, writeModel } from './kept/model-file.ts';
export type { CreateOwnLearner, OwnLearner, OwnLearnerOptions } from './peer/own-learner.ts';
export { english as problemWords, inWords, type ProblemWords } from './problem-words.ts';
export { HearsayError, type Problem, type ProblemCode } from './problems.ts';
export type { HostState } from './room/room.ts';
export type { DetailedEvaluation, Evaluation, NeighbourStatus, Phase, Status } from './session/status.ts';
export type { Data, Pairs } from './training/given-data.ts';
export type { ModelLike } from './training/model-network.ts';
export type { RoomPlace } from './training/open-room.ts';
export type { Progress, Room, RoomEvents } from './training/room.ts';
export type { Training } from './training/training.ts';
export type { TensorLike, Values } from './training/values.ts';
export type { RunSettings, Session, SessionOptions };

/** A new key for a room: only tabs that join with the same one connect to each other. */
export function randomRoomKey(): string {
  return makeRoomKey(randomBytes);
}

/** Milliseconds for goodbyes to go out before a page goes on. */
const GOODBYE_MS = 100;

/**
 * Joins a room with a model and examples of one's own. Resolves when this peer trains.
 * @param place the server, the room and its key, and everything that a link can say, under the same names
 * @param training the model, the examples, what it is tested with
 * @throws HearsayError, as a rejection, with a stable `code`. What cannot be used: `bad-setting`, `key-too-short`,
 * `cannot-be-trained`, `bad-task`, `wrong-shape`, `not-finite`, `out-of-range`, `no-examples`, `too-much-data`. What is missing:
 * `no-webrtc`, `backend-unavailable`, `worker-failed`. The server: `server-unreachable`, `not-a-server`,
 * `refused-by-server`. Whoever asked: `aborted`
 */
export function joinRoom<M extends ModelLike = ModelLike>(
  place: RoomPlace,
  training: Training<M>,
): Promise<Room<M>>;
/**
 * Joins a room in which digits are learned, from the server's own examples, and begins to train at once. Settings that are
 * absent get their defaults.
 * @throws HearsayError `key-too-short`, or `bad-setting` that names the first setting that cannot be used, and what is allowed
 */
export function joinRoom(settings: Partial<RunSettings>, options?: SessionOptions): Session;
export function joinRoom<M extends ModelLike>(
  place: RoomPlace,
  what: Training<M> | SessionOptions = {},
): Promise<Room<M>> | Session {
  return enter(place, what, { platform: undefined, goodbyeMs: GOODBYE_MS });
}
