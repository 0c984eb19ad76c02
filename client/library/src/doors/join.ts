/** Joining: a door of its own, with which a page loads nothing that it does not need to train. */
import type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { enter } from '../enter.ts';
import type { Session, SessionOptions } from '../session/session-options.ts';
import type { ModelLike } from '../training/model-network.ts';
import type { RoomPlace } from '../training/open-room.ts';
import type { Room } from '../training/room.ts';
import type { Training } from '../training/training.ts';

/** Milliseconds for goodbyes to go out before a page goes on. */
const GOODBYE_MS = 100;

/**
 * Joins a room with a model and examples of one's own. Resolves when this peer trains.
 * @param place the server, the room and its key, and everything that a link can say, under the same names
 * @param training the model, the examples, what it is tested with
 * @throws HearsayError, as a rejection, with a stable `code`. What cannot be used: `bad-setting`, `key-too-short`,
 * `cannot-be-trained`, `bad-task`, `wrong-shape`, `not-finite`, `out-of-range`, `no-examples`, `too-much-data`. What is missing:
 * `no-webrtc`, `backend-unavailable`, `worker-failed`. The server: `server-unreachable`, `not-a-server`,
 * `refused-by-server`, `page-too-old`, `server-too-old`. Whoever asked: `aborted`
 */
export function joinRoom<M extends ModelLike = ModelLike>(
  place: RoomPlace,
  training: Training<M>,
): Promise<Room<M>>;
/**
 * Joins a room in which a task of the link is learned, from the server's own examples, and begins to train at once, unless it is to be `idle`.
 * Settings that are absent get their defaults.
 * @throws HearsayError `key-too-short`, or `bad-setting` that names the first setting that cannot be used, and what is allowed
 */
export function joinRoom(settings: Partial<RunSettings>, options?: SessionOptions): Session;
export function joinRoom<M extends ModelLike>(
  place: RoomPlace,
  what: Training<M> | SessionOptions = {},
): Promise<Room<M>> | Session {
  return enter(place, what, { platform: undefined, goodbyeMs: GOODBYE_MS });
}
