/** Who is linked to whom, from what each says of its neighbours. */
import type { Report } from '@hearsay/shared/room/report.ts';
import type { Link } from './paint.ts';

/** Each link once, where at least one of its two ends has reported it and both ends have reported. */
export function linksOf(reports: readonly Report[]): Link[] {
  const present = new Set(reports.map(({ id }) => id));
  const exchanges = new Map<string, { a: string; b: string; exchanges: number }>();
  for (const { id, neighbours, exchanges: begun } of reports) {
    neighbours.forEach((other, place) => {
      if (!present.has(other) || other === id) return;
      const [a, b] = id < other ? [id, other] : [other, id];
      const name = `${a} ${b}`;
      const known = exchanges.get(name) ?? { a, b, exchanges: 0 };
      known.exchanges += begun[place];
      exchanges.set(name, known);
    });
  }
  return [...exchanges.values()];
}
