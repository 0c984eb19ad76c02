/**
 * Hearsay in Node: the same rooms, without a browser.
 *
 *     const room = await joinRoom({ server: 'https://example.org', room: 'cats' }, { task, data: { xs, ys } });
 *
 * WebRTC comes from the package `@roamhq/wrtc`, which is to be installed beside this one.
 */
import type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { enter } from '../src/enter.ts';
import type { Session, SessionOptions } from '../src/session/session-options.ts';
import type { ModelLike } from '../src/training/model-network.ts';
import type { RoomPlace } from '../src/training/open-room.ts';
import type { Room } from '../src/training/room.ts';
import type { Training } from '../src/training/training.ts';
import { GOODBYE_MS, nodePlatform } from './node-platform.ts';

export * from '../src/index.ts';

/** As in a browser; the server has to be named. See `joinRoom` of `hearsay`. */
export function joinRoom<M extends ModelLike = ModelLike>(
  place: RoomPlace,
  training: Training<M>,
): Promise<Room<M>>;
export function joinRoom(settings: Partial<RunSettings>, options?: SessionOptions): Session;
export function joinRoom<M extends ModelLike>(
  place: RoomPlace,
  what: Training<M> | SessionOptions = {},
): Promise<Room<M>> | Session {
  return enter(place, what, { platform: nodePlatform, goodbyeMs: GOODBYE_MS });
}
