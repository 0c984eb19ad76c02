/** Version vectors that say too much of others, so that those seem stale whom nothing is missing of. */
import type { VersionEntry } from '../protocol/model-message.ts';
import type { PeerId } from '../protocol/signalling.ts';
import type { Attack } from './attack-names.ts';
import { sizeOf } from './attacks.ts';

/** Largest count that an entry has room for. */
const MAX_COUNT = 2 ** 32 - 1;

/** @returns what a liar says in place of the entries of its version vector: of itself the truth */
export function forgedVersions(
  attack: Attack,
  self: PeerId,
): (entries: readonly VersionEntry[]) => VersionEntry[] {
  const more = sizeOf(attack);
  return (entries) =>
    entries.map((entry) =>
      entry.peer === self
        ? entry
        : { ...entry, updates: Math.min(MAX_COUNT, Math.round(entry.updates + more)), age: 0 },
    );
}
