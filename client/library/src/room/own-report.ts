/** What a peer reports of itself, from its status. */
import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';
import { MAX_TESTED, writeConfusion } from '@hearsay/shared/room/confusion.ts';
import { MAX_REPORTED_NEIGHBOURS, type Report } from '@hearsay/shared/room/report.ts';
import { isTaskDigest } from '@hearsay/shared/tasks/tasks.ts';
import type { LinkPath } from '../mesh/link-path.ts';
import type { Status } from '../session/status.ts';

const LETTERS: Readonly<Record<LinkPath, string>> = { direct: 'd', relayed: 'r' };

interface Beside extends Pick<Report, 'id' | 'number' | 'command' | 'added' | 'sketch'> {
  /** How many were begun with whom since the last report. */
  readonly exchanges: ReadonlyMap<PeerId, number>;
  /** Whether the run is private: then nothing is told that follows from its examples, and not from its models. */
  readonly isPrivate: boolean;
}

/** Null before it has a model, and once it has left. */
export function ownReport(status: Status, { exchanges, isPrivate, ...beside }: Beside): Report | null {
  const { phase, slot, updates, roomAccuracy, roomLoss, staleness, gossipRate, updateRate, answerSeconds } =
    status;
  if (slot === null || (phase !== 'training' && phase !== 'paused')) return null;
  // What all are tested with is no secret.
  const hidesTests = isPrivate && status.tested !== null;
  const connected = status.neighbours
    .filter(({ state }) => state === 'connected')
    .slice(0, MAX_REPORTED_NEIGHBOURS);
  const neighbours = connected.map(({ id }) => id);
  const limited = neighbours.flatMap((id, place) => (id in status.limited ? [place] : []));
  return {
    ...beside,
    slot,
    phase,
    updates,
    accuracy: hidesTests || roomAccuracy === null ? null : round(roomAccuracy, 4),
    // A model that has gone wrong may have a loss that is no number.
    loss: hidesTests || roomLoss === null || !Number.isFinite(roomLoss) ? null : round(roomLoss, 4),
    perClass: hidesTests ? [] : status.roomPerClass.map((share) => round(share, 2)),
    ...(!hidesTests && testedOf(status)),
    ...(!isPrivate && isTaskDigest(status.task) && { counts: status.labels }),
    labels: isPrivate
      ? 0
      : status.labels.reduce((bits, count, label) => bits + (count > 0 ? 2 ** label : 0), 0),
    staleness: round(staleness.mean, 2),
    gossipRate: round(gossipRate, 2),
    updateRate: round(updateRate, 2),
    ...(answerSeconds === null ? {} : { answerSeconds: round(answerSeconds, 4) }),
    neighbours,
    exchanges: neighbours.map((id) => exchanges.get(id) ?? 0),
    ...(limited.length > 0 && { limited }),
    paths: connected.map(({ path }) => (path === null ? '?' : LETTERS[path])).join(''),
  };
}

function testedOf({ tested }: Status): Pick<Report, 'tested' | 'confusion'> {
  if (tested === null || tested.count > MAX_TESTED) return {};
  const { count, confusion } = tested;
  return { tested: count, ...(confusion && { confusion: writeConfusion(confusion) }) };
}

function round(value: number, places: number): number {
  const unit = 10 ** places;
  return Math.round(value * unit) / unit;
}
