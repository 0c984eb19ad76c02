/** Who is linked to whom, from what each says of its neighbours. */

import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';
import type { Report } from '@hearsay/shared/room/report.ts';

export interface Link {
  readonly a: PeerId;
  readonly b: PeerId;
  /** Exchanges over it, of the newest report of each. */
  readonly exchanges: number;
}

/** Each link once, where at least one of its two ends has reported it and both ends have reported. */
export function linksOf(reports: readonly Report[]): Link[] {
  const present = new Set(reports.map(({ id }) => id));
  const exchanges = new Map<string, Link>();
  for (const { id, neighbours, exchanges: begun } of reports) {
    neighbours.forEach((other, place) => {
      if (!present.has(other) || other === id) return;
      const [a, b] = id < other ? [id, other] : [other, id];
      const name = `${a} ${b}`;
      const before = exchanges.get(name)?.exchanges ?? 0;
      exchanges.set(name, { a, b, exchanges: before + begun[place] });
    });
  }
  return [...exchanges.values()];
}
