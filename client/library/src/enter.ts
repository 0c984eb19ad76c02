/** What `joinRoom` does, in a browser and in Node. */
import {
  defaultSettings,
  formatOwnSettings,
  parseSettings,
  type RunSettings,
} from '@hearsay/shared/settings/run-settings.ts';
import { errorOf } from './problem-words.ts';
import { requireKey } from './session/requirements.ts';
import { createSession } from './session/session.ts';
import type { Session, SessionOptions } from './session/session-options.ts';
import type { ModelLike } from './training/model-network.ts';
import type { RoomPlace, Surroundings } from './training/open-room.ts';
import type { Room } from './training/room.ts';
import type { Training } from './training/training.ts';

export function enter<M extends ModelLike>(
  place: RoomPlace,
  what: Training<M> | SessionOptions,
  surroundings: Surroundings,
): Promise<Room<M>> | Session {
  if (isTraining(what)) return enterOwn(place, what, surroundings);
  const session = createSession(checked(place), {
    ...(surroundings.platform && { platform: surroundings.platform }),
    ...what,
  });
  if (!(what.idle ?? false)) session.start();
  return session;
}

/** Loaded where it is needed: who joins a room for a task of the link waits for less. */
async function enterOwn<M extends ModelLike>(
  place: RoomPlace,
  training: Training<M>,
  surroundings: Surroundings,
): Promise<Room<M>> {
  const settings = checked(place);
  const { openRoom } = await import('./training/open-room.ts');
  return openRoom(settings, place, training, surroundings);
}

function isTraining<M extends ModelLike>(what: Training<M> | SessionOptions): what is Training<M> {
  return 'data' in what || 'model' in what;
}

/** What a link can say, of what a caller gave. */
function checked({
  server: _,
  iceServers: _ice,
  rtcConfiguration: _rtc,
  signal: _signal,
  tf: _tf,
  resume: _resume,
  keeper: _keeper,
  ...settings
}: RoomPlace): RunSettings {
  const wanted = { ...defaultSettings, ...settings };
  requireKey(wanted.key);
  const [problem] = parseSettings(formatOwnSettings(wanted)).problems;
  if (problem === undefined) return wanted;
  const { fatal: _fatal, ...refused } = problem;
  throw errorOf({ code: 'bad-setting', ...refused });
}
