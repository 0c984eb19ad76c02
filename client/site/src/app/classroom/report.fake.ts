import type { Report } from '@hearsay/shared/room/report.ts';

/** A report, with what matters to a test in it. */
export function reportWith(change: Partial<Report> = {}): Report {
  return {
    id: 'a',
    number: 1,
    slot: 0,
    phase: 'training',
    command: 0,
    updates: 10,
    accuracy: 0.5,
    loss: 1,
    perClass: [],
    labels: 0b11,
    staleness: 1,
    gossipRate: 2,
    updateRate: 1,
    neighbours: [],
    exchanges: [],
    sketch: '',
    ...change,
  };
}
