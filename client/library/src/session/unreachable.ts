/** Why none of the others in a room can be reached, from what the attempts to make a link reported. */
import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';
import type { LinkEvidence } from '../mesh/link-evidence.ts';
import type { Problem, ProblemCode } from '../problems.ts';

/** All that is said here. */
export const UNREACHABLE: readonly ProblemCode[] = [
  'no-candidates',
  'no-relay',
  'relay-silent',
  'relay-refused',
];
/** So many others, where there are so many, were tried in vain before it is said. */
const FAILED = 2;

export interface Unreachable {
  onSize(size: number): void;
  onNeighbours(connected: readonly PeerId[]): void;
  onFailed(id: PeerId, evidence: LinkEvidence): void;
}

/** @param tell the cause as it is known now; null: no longer any */
export function watchUnreachable(tell: (problem: Problem | null) => void): Unreachable {
  const failed = new Set<PeerId>();
  let size = 0;
  let isLinked = false;
  let told: string | undefined;
  const say = (problem: Problem | null): void => {
    if (told === problem?.code) return;
    told = problem?.code;
    tell(problem);
  };
  const forget = (): void => {
    failed.clear();
    say(null);
  };
  return {
    onSize(now) {
      size = now;
      if (size <= 1) forget();
    },
    onNeighbours(connected) {
      isLinked = connected.length > 0;
      if (isLinked) forget();
    },
    onFailed(id, evidence) {
      const cause = causeOf(evidence);
      if (isLinked || size <= 1 || cause === null) return;
      failed.add(id);
      if (failed.size >= Math.min(FAILED, size - 1)) say(cause);
    },
  };
}

/** @returns null where it is not known, or not at this end */
export function causeOf({ answered, heard, ways, relays, refusal }: LinkEvidence): Problem | null {
  if (!answered) return null;
  if (ways.size === 0) return { code: 'no-candidates' };
  if (!heard || ways.has('relay')) return null;
  if (refusal !== null) return { code: 'relay-refused', ...refusal };
  return relays.length > 0 ? { code: 'relay-silent', url: relays[0] } : { code: 'no-relay' };
}
