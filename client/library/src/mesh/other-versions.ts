/** Peers of the room whose versions of the protocol do not fit the own: how many are known, and which way. */
import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';
import {
  type OtherVersion,
  otherVersion,
  type SaidVersions,
  type Versions,
} from '@hearsay/shared/protocol/versions.ts';
import { dropOldest } from '@hearsay/shared/util/drop-oldest.ts';
import { OTHER_VERSION_MS } from './bans.ts';

/** Most that are remembered; the oldest go. */
const MAX_OTHERS = 256;
/** One that has not been heard of for so many milliseconds counts as gone: the server does not tell of everybody who is. */
const REMEMBERED_MS = 5 * OTHER_VERSION_MS;

export type OtherVersionCounts = Readonly<Record<OtherVersion, number>>;

export interface OtherVersions {
  /** @param said by that peer of itself @returns whether the two understand each other */
  fits(id: PeerId, said: SaidVersions): boolean;
  /** It is gone. */
  forget(id: PeerId): void;
  /** Forgets who has not been heard of for long. To be called now and then. */
  sweep(): void;
}

/** @param now milliseconds @param onChange told how many there are now */
export function createOtherVersions(
  own: Versions,
  now: () => number,
  onChange: (counts: OtherVersionCounts) => void,
): OtherVersions {
  const others = new Map<PeerId, { readonly which: OtherVersion; readonly heardAt: number }>();
  const tell = (): void => {
    const counts = { older: 0, newer: 0 };
    for (const { which } of others.values()) counts[which] += 1;
    onChange(counts);
  };
  const forget = (id: PeerId): void => {
    if (others.delete(id)) tell();
  };
  return {
    fits(id, said) {
      const which = otherVersion(own, said);
      if (which === null) forget(id);
      else {
        const known = others.get(id);
        // The newest is the last.
        others.delete(id);
        others.set(id, { which, heardAt: now() });
        dropOldest(others, MAX_OTHERS);
        if (known?.which !== which) tell();
      }
      return which === null;
    },
    forget,
    sweep() {
      const before = others.size;
      for (const [id, { heardAt }] of others) {
        if (now() - heardAt <= REMEMBERED_MS) break;
        others.delete(id);
      }
      if (others.size < before) tell();
    },
  };
}
