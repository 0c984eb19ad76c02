/** What the reports of a room say of all of it. */
import type { Report } from '@hearsay/shared/room/report.ts';
import { consensusDistance, readSketch } from '@hearsay/shared/room/sketch.ts';
import type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { stalenessLaw } from '@hearsay/shared/theory/staleness-law.ts';
import { mean } from '@hearsay/shared/util/numbers.ts';

/** Shares are 0 to 1, staleness is in updates; null where nobody has reported one. */
export interface Figures {
  readonly mean: number | null;
  readonly worst: number | null;
  /** Slot of the peer with the worst accuracy. */
  readonly worstSlot: number | null;
  /** Root mean square distance of the parameters to their mean, estimated from sketches. Null for fewer than two. */
  readonly consensus: number | null;
  readonly staleness: number | null;
  /** How long a message is on its way: half of what answers take, in seconds. Null where nobody has told. */
  readonly latency: number | null;
  /** What the law says of staleness at the rates and the latency that were measured, at none where there is none measured; null where it does not hold for the method, or says
   * nothing, as nobody updates or gossips. */
  readonly law: number | null;
}

/** @param size peers in the room, those included that have not reported */
export function figuresOf(
  reports: readonly Report[],
  { method, exchange }: Pick<RunSettings, 'method' | 'exchange'>,
  size: number,
): Figures {
  const tested = reports.flatMap(({ slot, accuracy }) => (accuracy === null ? [] : [{ slot, accuracy }]));
  const worst = tested.reduce<(typeof tested)[number] | null>(
    (lowest, one) => (lowest === null || one.accuracy < lowest.accuracy ? one : lowest),
    null,
  );
  const sketches = reports.map(({ sketch }) => readSketch(sketch)).filter((sketch) => sketch !== null);
  const learning = reports.filter(({ updates }) => updates > 0);
  const answerSeconds = meanOf(learning.flatMap((report) => report.answerSeconds ?? []));
  const latency = answerSeconds === null ? null : answerSeconds / 2;
  return {
    mean: meanOf(tested.map(({ accuracy }) => accuracy)),
    worst: worst?.accuracy ?? null,
    worstSlot: worst?.slot ?? null,
    consensus: sketches.length < 2 ? null : consensusDistance(sketches),
    staleness: size < 2 ? null : meanOf(learning.map(({ staleness }) => staleness)),
    latency,
    law: method === 'mitra-ulukus' ? lawFor(learning, exchange, size, latency ?? 0) : null,
  };
}

function lawFor(
  reports: readonly Report[],
  exchange: RunSettings['exchange'],
  peers: number,
  latency: number,
): number | null {
  const gossipRate = meanOf(reports.map((report) => report.gossipRate)) ?? 0;
  const updateRate = meanOf(reports.map((report) => report.updateRate)) ?? 0;
  if (peers < 2 || gossipRate === 0 || updateRate === 0) return null;
  return stalenessLaw({ variant: 'relay', exchange, peers, gossipRate, updateRate, latency });
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : mean(values);
}
