/** A report as a real peer would make it, for tests. */
import type { Report } from './report.ts';

export function someReport(id: string, number: number, changes: Partial<Report> = {}): Report {
  return {
    id,
    number,
    slot: 3,
    phase: 'training',
    command: 1_795_276_486_016,
    updates: 10 * number,
    accuracy: 0.8125,
    loss: 0.6543,
    perClass: [0.81, 0.98, 0.81, 0.47, 0.38, 0.93, 0.96, 0.88, 0.89, 0.96],
    labels: 992,
    staleness: 12.34,
    gossipRate: 11.72,
    updateRate: 3.91,
    answerSeconds: 0.1234,
    neighbours: [],
    exchanges: [],
    sketch: 'A'.repeat(86),
    ...changes,
  };
}
