/** Copies of messages that are on their way, in buffers that are used again and again. */
import type { MessageKind } from '../gossip/environment/environment.ts';
import type { PeerIndex } from '../gossip/peer-index.ts';
import { VersionVector } from '../gossip/versions/version-vector.ts';

export interface MessageOnTheWay {
  from: PeerIndex;
  to: PeerIndex;
  kind: MessageKind;
  /** See `Environment.send`. */
  parts: number;
  readonly vector: Float32Array;
  /** What is unpacked into the vector when it arrives; null where that has been done. */
  packed: Uint8Array | null;
  /** What its receiver's downlink must still take; 0 where there is none, or that has been done. */
  bytes: number;
  /** Null where versions are not tracked. */
  readonly versions: VersionVector | null;
}

export class MessagePool {
  readonly #free: MessageOnTheWay[] = [];

  copy(
    from: PeerIndex,
    to: PeerIndex,
    kind: MessageKind,
    vector: Float32Array,
    versions: VersionVector | null,
    parts: number,
  ): MessageOnTheWay {
    const used = this.#free.pop();
    // Messages of a run are alike, with few exceptions.
    const message =
      used !== undefined &&
      used.vector.length === vector.length &&
      (used.versions === null) === (versions === null)
        ? used
        : {
            from,
            to,
            kind,
            parts,
            vector: new Float32Array(vector.length),
            packed: null,
            bytes: 0,
            versions: versions && new VersionVector(versions.length),
          };
    message.from = from;
    message.to = to;
    message.kind = kind;
    message.parts = parts;
    message.packed = null;
    message.bytes = 0;
    message.vector.set(vector);
    if (versions) message.versions?.assign(versions);
    return message;
  }

  /** Gives a message's buffers back. */
  free(message: MessageOnTheWay): void {
    this.#free.push(message);
  }
}
