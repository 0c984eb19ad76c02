/** What a mesh is made with, what it tells, and what may be asked of it. */
import type { Joined, PeerId } from '@hearsay/shared/protocol/signalling.ts';
import type { TaskMessage } from '@hearsay/shared/protocol/task-message.ts';
import type { RoomMessage } from '@hearsay/shared/room/room-message.ts';
import type { Problem } from '../problems.ts';
import type { Removal } from '../room/room.ts';
import type { NeighbourStatus } from '../session/status.ts';
import type { KeyTrouble } from './handshake-guard.ts';
import type { KnownPeer } from './introducer.ts';
import type { WebRtc } from './link.ts';
import type { LinkEvidence } from './link-evidence.ts';
import type { MeshParts } from './mesh-parts.ts';
import type { OtherVersionCounts } from './other-versions.ts';
import type { TransferTraffic } from './transfer.ts';

export interface MeshListener {
  onJoined(joined: Joined): void;
  /** Those that were removed do not count. */
  onSize(size: number): void;
  /** The set of connected neighbours changed. */
  onNeighbours(connected: readonly PeerId[]): void;
  /** @param taken to be called once the model is dealt with: until then the neighbour may send so much less */
  onModel(from: PeerId, model: ArrayBuffer, taken: () => void): void;
  onHeartbeat(from: PeerId, updates: number): void;
  /** What neighbours say that is not about links, as it came: see `room-message.ts` and `task-message.ts`. */
  onMessage(from: PeerId, message: unknown): void;
  onDropped(reason: string): void;
  /** A peer of the room cannot become a neighbour, since the keys are not the same. */
  onKeyTrouble(trouble: KeyTrouble): void;
  /** A neighbour trains another task. @param theirs its digest */
  onOtherTask(from: PeerId, theirs: string): void;
  /** Others are in the room that are not linked to, since the versions do not fit: how many now. */
  onOtherVersions(counts: OtherVersionCounts): void;
  /** The server let this peer not in, or is none. */
  onRefused(problem: Problem): void;
  /** @param why see `IntroducerListener` */
  onUnreachable(why?: Problem): void;
  /** A peer makes no link since the host has removed this one, it says. @param why see `Room.turnedAway` */
  onTurnedAway?(why: string): void;
  /** A link could not be made. */
  onAttemptFailed(id: PeerId, evidence: LinkEvidence): void;
}

export interface MeshOptions {
  readonly url: string;
  readonly room: string;
  /** Of the room; empty for none. */
  readonly key: string;
  /** Whom to be connected to: a random few, or everybody. */
  readonly neighbours: 'sample' | 'all';
  /** What it says of `iceServers` counts more than what the signalling server does. */
  readonly rtcConfiguration?: RTCConfiguration;
  /** The browser's own by default. */
  readonly webRtc?: WebRtc | undefined;
  readonly maxModelBytes: number;
  /** Digest of the task that this peer trains: see `taskDigest`. */
  readonly task: string;
  readonly listener: MeshListener;
  /** Who this peer is; by default a new one. */
  readonly known?: KnownPeer;
  /** By default a browser's. */
  readonly parts?: MeshParts;
}

export interface Mesh {
  /** @param model is only read, one for all @param replaceable whether a newer one may take its place while it waits */
  sendModel(to: readonly PeerId[], model: ArrayBuffer, replaceable: boolean): void;
  /** To all neighbours; called about once a second. */
  sendHeartbeat(updates: number): void;
  /** Dropped where there is no open link to that neighbour. */
  sendMessage(to: PeerId, message: RoomMessage | TaskMessage): void;
  /** From now on: see `MeshOptions.neighbours`. */
  setNeighbours(neighbours: MeshOptions['neighbours']): void;
  /** Parts from these, and neither makes a link to one of them nor takes one, until others are named. */
  setRemoved(removal: Removal): void;
  neighbours(): NeighbourStatus[];
  /** Over all links, those that are gone included. */
  totals(): TransferTraffic;
  /** Says goodbye to everybody, and leaves the room. */
  close(): void;
}
