/**
 * Hearsay in a page of your own:
 *
 *     const session = joinRoom({ room: 'demo', partition: { kind: 'labels', labels: 2 } });
 *     effect(() => console.log(session.status.value.accuracy));
 *
 * The page needs the signalling server, which also has the data: its own origin, or `options.url`.
 */

import { makeRoomKey } from '@hearsay/shared/protocol/room-key.ts';
import {
  defaultSettings,
  formatOwnSettings,
  parseSettings,
  type RunSettings,
} from '@hearsay/shared/settings/run-settings.ts';
import { errorOf } from './problem-words.ts';
import { randomBytes } from './random-bytes.ts';
import { requireKey } from './session/requirements.ts';
import { createSession, type Session, type SessionOptions } from './session/session.ts';

export type { Checkpoint } from './kept/checkpoint.ts';
export type { Keeper } from './kept/keeper.ts';
export { type ModelFiles, readModel, writeModel } from './kept/model-file.ts';
export { english as problemWords, inWords, type ProblemWords } from './problem-words.ts';
export { HearsayError, type Problem, type ProblemCode } from './problems.ts';
export type { HostState } from './room/room.ts';
export type { DetailedEvaluation, Evaluation, NeighbourStatus, Phase, Status } from './session/status.ts';
export type { RunSettings, Session, SessionOptions };

/** A new key for a room: only tabs that join with the same one connect to each other. */
export function randomRoomKey(): string {
  return makeRoomKey(randomBytes);
}

/**
 * Joins a room and begins to train. Settings that are absent get their defaults.
 * @throws HearsayError `key-too-short`, or `bad-setting` that names the first setting that cannot be used, and what is allowed
 */
export function joinRoom(settings: Partial<RunSettings>, options: SessionOptions = {}): Session {
  const wanted = { ...defaultSettings, ...settings };
  requireKey(wanted.key);
  const [problem] = parseSettings(formatOwnSettings(wanted)).problems;
  if (problem) {
    const { name, value, allowed } = problem;
    throw errorOf({ code: 'bad-setting', name, value, allowed });
  }
  const session = createSession(wanted, options);
  session.start();
  return session;
}
