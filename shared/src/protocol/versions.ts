/**
 * Versions of the protocol: of what tabs tell the server and each other. It goes up with each change that those before it would
 * misunderstand; what they would only leave out, such as an optional key, needs no new one. Who says none is of version 0: pages
 * did not before there were versions.
 *
 * Where a version is said stays as it is for good, since it is read before anything else is: `version` of `join`, of its answer and
 * of a refusal, `version` and `oldest` of the first message over a link.
 */
import * as v from 'valibot';

export interface Versions {
  readonly current: number;
  /** The oldest one that is still understood. */
  readonly oldest: number;
}

export const VERSIONS: Versions = { current: 1, oldest: 0 };

/** Where one may be said. */
export const VersionSchema = v.optional(
  v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000)),
);

/** What somebody says of its own versions; where it is not told what else it understands, that is none. */
export interface SaidVersions {
  readonly version?: number | undefined;
  readonly oldest?: number | undefined;
}

/** Which of the two is behind, where they do not understand each other. */
export type OtherVersion = 'older' | 'newer';

/**
 * The newer of the two knows whether it understands the other, so both come to the same: null, where they do.
 * @param theirs what the other end said
 */
export function otherVersion(
  own: Versions,
  { version = 0, oldest = version }: SaidVersions,
): OtherVersion | null {
  if (version < own.oldest) return 'older';
  return version > own.current && oldest > own.current ? 'newer' : null;
}
