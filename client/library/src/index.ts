/**
 * Hearsay in a page of your own: a model that the visitors of a page train together.
 *
 *     const room = await joinRoom({ server: 'https://example.org', room: 'cats' }, { model, data: { xs, ys } });
 *     room.on('progress', ({ accuracy, neighbours }) => console.log(accuracy, neighbours));
 *
 * The server introduces peers to each other, and sees neither data nor models.
 */
import { makeRoomKey } from '@hearsay/shared/protocol/room-key.ts';
import { randomBytes } from './random-bytes.ts';

export type { ClippedGradients, Learner } from '@hearsay/shared/gossip/learner/learner.ts';
export type { PrivacyStatus } from '@hearsay/shared/privacy/ledger.ts';
export type { Budget } from '@hearsay/shared/privacy/mechanism.ts';
export type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';
export type { Layer } from '@hearsay/shared/tasks/layers.ts';
export type { TaskInput } from '@hearsay/shared/tasks/read-task.ts';
export type {
  Json,
  Loss,
  Normalisation,
  Task,
  TaskDescription,
  TensorLayout,
  TopologyNetwork,
} from '@hearsay/shared/tasks/task.ts';
export type { Random } from '@hearsay/shared/util/random/random.ts';
export type { Examples, Rows } from './data/examples.ts';
export type { DataSource, GivenSource } from './data/load-data.ts';
export type { Samples } from './data/samples.ts';
export { joinRoom } from './doors/join.ts';
export type { Checkpoint } from './kept/checkpoint.ts';
export type { EarlierModel, EarlierModels } from './kept/earlier-models.ts';
export type { Keeper } from './kept/keeper.ts';
export {
  type ModelFiles,
  type ModelOrigin,
  type ModelProblem,
  type ReadModel,
  readModel,
  writeModel,
} from './kept/model-file.ts';
export type { RecordStorage } from './kept/privacy-records.ts';
export type { LogEvent, LogRow } from './kept/run-log.ts';
export type { ConnectionOptions } from './mesh/connection-options.ts';
export type { Backend, BackendReason } from './peer/backend-name.ts';
export type { CreateOwnLearner, OwnLearner, OwnLearnerOptions } from './peer/own-learner.ts';
export type { PeerModel, PeerSnapshot } from './peer/snapshot.ts';
export type { LayerWeight, LayerWithWeights } from './peer/weight-roles.ts';
export { english as problemWords, inWords, type ProblemWords } from './problem-words.ts';
export { HearsayError, type Numbers, type Problem, type ProblemCode, type ProblemOf } from './problems.ts';
export type { HostState } from './room/room.ts';
export type { Platform } from './session/platform.ts';
export type { Session, SessionOptions } from './session/session-options.ts';
export type {
  CheckpointStatus,
  DetailedEvaluation,
  Evaluation,
  LinkState,
  NeighbourStatus,
  Phase,
  PrivacyState,
  Status,
  Tested,
  Traffic,
} from './session/status.ts';
export type { Data, Pairs } from './training/given-data.ts';
export type { ModelLike } from './training/model-network.ts';
export type { RoomPlace } from './training/open-room.ts';
export type { Progress, Room, RoomEvents } from './training/room.ts';
export type { Tfjs } from './training/tfjs.ts';
export type { Training } from './training/training.ts';
export type { NestedNumbers, TensorLike, Values } from './training/values.ts';

/** A new key for a room: only tabs that join with the same one connect to each other. */
export function randomRoomKey(): string {
  return makeRoomKey(randomBytes);
}
