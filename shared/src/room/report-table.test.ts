import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { parseMeshMessage, writeMeshMessage } from '../protocol/mesh-message.ts';
import { createRandom, type Random } from '../util/random/random.ts';
import { someReport } from './report.fake.ts';
import { MAX_REPORTED_NEIGHBOURS, REPORT_LIFETIME, type Report, ReportSchema } from './report.ts';
import { MAX_BYTES_TOLD, MAX_BYTES_TOLD_TO_ALL, MAX_REPORTS, ReportTable } from './report-table.ts';
import { parseRoomMessage } from './room-message.ts';

const idOf = (peer: number): string => peer.toString(16).padStart(16, '0');

/** As long as one of a real peer. */
function reportOf(peer: number, number: number, neighbours: readonly number[] = []): Report {
  const named = neighbours.slice(0, MAX_REPORTED_NEIGHBOURS);
  return someReport(idOf(peer), number, {
    slot: peer,
    neighbours: named.map(idOf),
    exchanges: named.map(() => 3),
  });
}

function table(self: number, neighbours: readonly number[]): ReportTable {
  const created = new ReportTable(idOf(self), createRandom(self, 'table'));
  created.setNeighbours(neighbours.map(idOf));
  return created;
}

const numbers = (of: ReportTable): Record<string, number> =>
  Object.fromEntries(of.reports().map(({ id, number }) => [Number.parseInt(id, 16), number]));

describe('a report', () => {
  it('fits what is taken, and so does all that a table tells', () => {
    expect(v.is(ReportSchema, reportOf(1, 1, [2, 3]))).toBe(true);
    expect(v.is(ReportSchema, { ...reportOf(1, 1, [2]), exchanges: [] })).toBe(false);
    // Older pages do not tell how long answers take.
    const { answerSeconds: _, ...older } = reportOf(1, 1, [2]);
    expect(v.is(ReportSchema, older)).toBe(true);
    expect(v.is(ReportSchema, { ...older, answerSeconds: -1 })).toBe(false);
    expect(v.is(ReportSchema, { ...older, answerSeconds: 1e9 })).toBe(false);
    const told = table(0, [1]);
    told.renew(reportOf(0, 1), 0);
    const reports = told.pick(idOf(1), 0.5);
    const message = { type: 'reports', reports } as const;
    const bytes = writeMeshMessage({ type: 'room', message });
    const arrived = parseMeshMessage(bytes ?? new Uint8Array());
    expect(arrived?.type === 'room' && parseRoomMessage(arrived.message)).toEqual(message);
  });
});

describe('a table of reports', () => {
  it('keeps the newest of each peer, and nothing that others say of its own', () => {
    const kept = table(0, [1]);
    kept.renew(reportOf(0, 5), 0);
    const tell = (...reports: Report[]): number =>
      kept.take(
        idOf(1),
        reports.map((report) => ({ age: 1, report })),
        1,
      );
    expect(tell(reportOf(2, 3), reportOf(3, 1), reportOf(0, 9))).toBe(2);
    expect(tell(reportOf(2, 2), reportOf(3, 2))).toBe(1);
    expect(numbers(kept)).toEqual({ 0: 5, 2: 3, 3: 2 });
    expect(kept.reports()[0].id).toBe(idOf(0));
  });

  it('tells a neighbour each report once, none that came from it, and none of those that are next to it', () => {
    const told = table(0, [1, 2]);
    told.renew(reportOf(0, 1), 0);
    told.take(
      idOf(1),
      [
        { age: 0, report: reportOf(1, 1, [0, 7]) },
        { age: 0, report: reportOf(5, 1) },
      ],
      0,
    );
    told.take(
      idOf(2),
      [
        { age: 0, report: reportOf(6, 1) },
        { age: 0, report: reportOf(7, 1) },
      ],
      0,
    );
    const pick = (): string[] => told.pick(idOf(1), 0).map(({ report }) => report.id);
    expect(pick()).toEqual([0, 6].map(idOf));
    expect(pick()).toEqual([idOf(0)]);
    told.take(idOf(2), [{ age: 0, report: reportOf(6, 2) }], 0);
    expect(pick()).toEqual([0, 6].map(idOf));
    expect(told.pick(idOf(9), 0)).toEqual([]);
  });

  it('forgets what is not renewed, also when neighbours go on telling of it', () => {
    const ring = [0, 1, 2].map((self) =>
      table(
        self,
        [0, 1, 2].filter((other) => other !== self),
      ),
    );
    ring[0].take(idOf(1), [{ age: 0, report: reportOf(9, 1) }], 0);
    for (let now = 1; now <= 2 * REPORT_LIFETIME; now++) {
      ring.forEach((from, self) => {
        from.renew(reportOf(self, now), now);
        ring.forEach((to, other) => {
          if (other !== self) to.take(idOf(self), from.pick(idOf(other), now), now);
        });
      });
      const known = ring.map((of) => 9 in numbers(of));
      if (now === REPORT_LIFETIME - 5) expect(known).toEqual([true, true, true]);
      if (now > REPORT_LIFETIME) expect(known).toEqual([false, false, false]);
    }
  });

  it('holds a bounded number, the newest', () => {
    const kept = table(0, [1]);
    for (let peer = 1; peer <= MAX_REPORTS + 50; peer++) {
      kept.take(idOf(1), [{ age: peer <= 50 ? 5 : 0, report: reportOf(peer, 1) }], 1);
    }
    expect(kept.reports()).toHaveLength(MAX_REPORTS);
    expect(kept.reports().some(({ slot }) => slot <= 50)).toBe(false);
  });
});

/** Everybody next to so many others at random, who are next to it. */
function randomMesh(peers: number, degree: number, random: Random): number[][] {
  const next = Array.from({ length: peers }, () => new Set<number>());
  for (let peer = 0; peer < peers; peer++) {
    while (next[peer].size < degree / 2) {
      const other = random.integer(peers);
      if (other !== peer) next[peer].add(other);
    }
  }
  next.forEach((others, peer) => {
    for (const other of others) next[other].add(peer);
  });
  return next.map((others) => [...others]);
}

/** Bytes of the message that tells of them. Each report is written once, though many tell of it. */
function lengthOf(reports: ReturnType<ReportTable['pick']>, lengths: Map<Report, number>): number {
  const lengthOfReport = (report: Report): number => {
    const length = lengths.get(report) ?? JSON.stringify(report).length;
    lengths.set(report, length);
    return length;
  };
  const envelope = { type: 'reports', reports: reports.map(({ age }) => ({ age, report: 0 })) };
  return reports.reduce(
    (sum, { report }) => sum + lengthOfReport(report) - 1,
    JSON.stringify(envelope).length,
  );
}

/**
 * So many seconds of a room: each peer reports once a second, at a time of its own.
 * @returns the tables, and the most bytes that went over a link one way, and out of a peer, in a second
 */
function simulate(
  peers: number,
  degree: number,
  seconds: number,
  onSecond: (second: number, tables: ReportTable[]) => void,
) {
  const random = createRandom(1, 'mesh');
  const mesh = randomMesh(peers, degree, random);
  const tables = mesh.map((neighbours, self) => table(self, neighbours));
  const order = Uint32Array.from(mesh, (_, peer) => peer);
  const lengths = new Map<Report, number>();
  let mostOnLink = 0;
  let mostOfPeer = 0;
  for (let second = 1; second <= seconds; second++) {
    for (const self of order) {
      const now = second + self / peers;
      tables[self].renew(reportOf(self, second, mesh[self]), now);
      let bytes = 0;
      for (const other of mesh[self]) {
        const reports = tables[self].pick(idOf(other), now);
        const length = lengthOf(reports, lengths);
        mostOnLink = Math.max(mostOnLink, length);
        bytes += length;
        tables[other].take(idOf(self), reports, now);
      }
      mostOfPeer = Math.max(mostOfPeer, bytes);
    }
    onSecond(second, tables);
  }
  return { tables, mesh, mostOnLink, mostOfPeer };
}

describe('in a mesh of 40 with about 8 neighbours each', () => {
  it('everybody knows of everybody within a few seconds, and then what is a few seconds old', () => {
    let complete = 0;
    const ages: number[] = [];
    simulate(40, 8, 30, (second, tables) => {
      const counts = tables.map((of) => of.reports().length);
      if (complete === 0 && counts.every((count) => count === 40)) complete = second;
      if (second > 15)
        for (const of of tables) ages.push(...of.reports().map(({ number }) => second - number));
    });
    expect(complete).toBeGreaterThan(1);
    expect(complete).toBeLessThanOrEqual(5);
    const mean = ages.reduce((sum, age) => sum + age, 0) / ages.length;
    expect(mean).toBeLessThan(2);
    expect(Math.max(...ages)).toBeLessThanOrEqual(8);
  });
});

/** More than a table holds. */
describe('in a mesh of 600 with about 13 neighbours each', () => {
  it('what goes over a link is bounded, and a peer knows a part of the room', () => {
    const { tables, mesh, mostOnLink, mostOfPeer } = simulate(600, 13, 6, () => {});
    const longest = JSON.stringify(
      reportOf(
        599,
        100,
        mesh.reduce((a, b) => (a.length > b.length ? a : b)),
      ),
    ).length;
    expect(mostOnLink).toBeLessThan(MAX_BYTES_TOLD + 100);
    const degree = Math.max(...mesh.map(({ length }) => length));
    expect(mostOfPeer).toBeLessThan(MAX_BYTES_TOLD_TO_ALL + degree * (longest + 100));
    const counts = tables.map((of) => of.reports().length);
    expect(Math.max(...counts)).toBeLessThanOrEqual(MAX_REPORTS + 1);
    expect(Math.min(...counts)).toBeGreaterThan(100);
  });
});
