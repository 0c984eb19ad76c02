/** Messages that wait before they count, oldest first: for methods with a delay before what arrived is applied. */
import type { MessageKind } from './environment/environment.ts';
import type { PeerIndex } from './peer-index.ts';
import { VersionVector } from './versions/version-vector.ts';

/** Most messages that wait at a peer, each with a copy of the vector; more are dropped. */
export const MAX_HELD = 16;

export interface HeldMessage {
  due: number;
  from: PeerIndex;
  kind: MessageKind;
  weight: number;
  readonly vector: Float32Array;
  /** Null where versions are not tracked. */
  readonly versions: VersionVector | null;
}

export class HeldMessages {
  /** A ring of messages whose buffers are used again and again. */
  readonly #slots: HeldMessage[] = [];
  #first = 0;
  #count = 0;

  get first(): HeldMessage | null {
    return this.#count > 0 ? this.#slots[this.#first] : null;
  }

  /** Copies the message. @param due not before the last one's @returns false where there is no room */
  add(
    due: number,
    from: PeerIndex,
    kind: MessageKind,
    weight: number,
    vector: Float32Array,
    versions: VersionVector | null,
  ): boolean {
    if (this.#count === MAX_HELD) return false;
    const at = (this.#first + this.#count) % MAX_HELD;
    let slot = this.#slots[at];
    if (slot?.vector.length !== vector.length) {
      slot = { due, from, kind, weight, vector: vector.slice(), versions: versions && new VersionVector() };
      this.#slots[at] = slot;
    } else {
      slot.vector.set(vector);
    }
    slot.due = due;
    slot.from = from;
    slot.kind = kind;
    slot.weight = weight;
    if (versions) slot.versions?.assign(versions);
    this.#count += 1;
    return true;
  }

  /** None of them contains more updates of that peer: it has made no more. */
  lower(peer: PeerIndex, count: number): void {
    for (const { versions } of this.#slots) versions?.lower(peer, count);
  }

  /** Drops the first message; its content stays valid until the next `add`. */
  removeFirst(): void {
    this.#first = (this.#first + 1) % MAX_HELD;
    this.#count -= 1;
  }
}
