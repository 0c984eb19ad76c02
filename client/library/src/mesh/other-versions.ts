/** Peers of the room whose versions of the protocol do not fit the own: how many are known, and which way. */
import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';
import {
  type OtherVersion,
  otherVersion,
  type SaidVersions,
  type Versions,
} from '@hearsay/shared/protocol/versions.ts';
import { dropOldest } from '@hearsay/shared/util/drop-oldest.ts';

/** Most that are remembered; the oldest go. */
const MAX_OTHERS = 256;

export type OtherVersionCounts = Readonly<Record<OtherVersion, number>>;

export interface OtherVersions {
  /** @param said by that peer of itself @returns whether the two understand each other */
  fits(id: PeerId, said: SaidVersions): boolean;
  /** It is gone. */
  forget(id: PeerId): void;
}

/** @param onChange told how many there are now */
export function createOtherVersions(
  own: Versions,
  onChange: (counts: OtherVersionCounts) => void,
): OtherVersions {
  const others = new Map<PeerId, OtherVersion>();
  const tell = (): void => {
    const counts = { older: 0, newer: 0 };
    for (const which of others.values()) counts[which] += 1;
    onChange(counts);
  };
  const forget = (id: PeerId): void => {
    if (others.delete(id)) tell();
  };
  return {
    fits(id, said) {
      const which = otherVersion(own, said);
      if (which === null) forget(id);
      else if (others.get(id) !== which) {
        others.set(id, which);
        dropOldest(others, MAX_OTHERS);
        tell();
      }
      return which === null;
    },
    forget,
  };
}
