import { type Identity, makeIdentity } from '@hearsay/shared/room/identity.ts';
import { someReport } from '@hearsay/shared/room/report.fake.ts';
import type { Report, ToldReport } from '@hearsay/shared/room/report.ts';
import { ReportTable } from '@hearsay/shared/room/report-table.ts';
import { parseRoomMessage } from '@hearsay/shared/room/room-message.ts';
import { createSigners } from '@hearsay/shared/room/signers.ts';
import { createRandom } from '@hearsay/shared/util/random/random.ts';
import { expect, it } from 'vitest';
import type { SignedCount } from '../peer/signed-counts.ts';
import { createReportIntake } from './report-intake.ts';
import { createVerifier, type Verifier } from './verifier.ts';

const ROOM = 'class';
const [SELF, NEIGHBOUR, OTHER] = ['a', 'b', 'c'].map((digit) => digit.repeat(16));
const ann = makeIdentity('ann');
const script = createVerifier(null);

/** @param verifier by default the one in JavaScript */
function intakeOf(verifier: Verifier = script) {
  const clock = { now: 1_000_000 };
  const table = new ReportTable(SELF, createRandom(1));
  table.setNeighbours([NEIGHBOUR, OTHER]);
  const dropped: string[] = [];
  const signed: SignedCount[] = [];
  const signers = createSigners();
  const intake = createReportIntake({
    ...{ self: SELF, room: ROOM, table, signers, verifier, now: () => clock.now },
    onFresh: () => {},
    onSigned: (count) => signed.push(count),
    onDropped: (reason) => dropped.push(reason),
  });
  const budgets = new Map([NEIGHBOUR, OTHER].map((id) => [id, intake.createBudget()]));
  const take = (from: string, ...told: ToldReport[]): void => {
    const budget = budgets.get(from);
    if (budget) intake.take(from, told, budget);
  };
  const known = (id: string): Report | null => table.newestOf(id)?.report ?? null;
  return { clock, table, dropped, signed, signers, take, known };
}

const signedBy = (who: Identity, report: Report, age = 0): ToldReport => ({
  ...{ age, report },
  proof: who.proveReport(ROOM, report),
});
const annSays = (number: number, changes: Partial<Report> = {}): ToldReport =>
  signedBy(ann, someReport(ann.id, number, changes));

it('what a peer has signed is believed whoever brings it, and goes on with its signature', () => {
  const { take, known, dropped, signed, table, clock } = intakeOf();
  const told = annSays(1, { updates: 17 });
  take(NEIGHBOUR, { ...told, age: 2 });
  expect(known(ann.id)).toEqual(told.report);
  expect(signed).toEqual([{ peer: ann.id, updates: 17, rate: 3.91, age: 2 }]);
  expect(table.pick(OTHER, clock.now / 1000)).toEqual([{ ...told, age: 2 }]);
  // Told again it is nothing new.
  take(OTHER, told);
  expect([signed.length, dropped]).toEqual([1, []]);
});

it('nobody changes what another has signed, nor signs for another', () => {
  const { take, known, dropped, signed } = intakeOf();
  const told = annSays(1);
  const liar = makeIdentity('liar');
  const lies: ToldReport[] = [
    { ...told, report: { ...told.report, updates: 5000 } },
    { ...told, report: { ...told.report, number: 2 } },
    { ...told, report: { ...told.report, id: OTHER } },
    signedBy(liar, told.report),
    { ...told, proof: makeIdentity('ann').proveReport('another room', told.report) },
    { ...told, proof: { key: 'A'.repeat(43), signature: 'A'.repeat(86) } },
  ];
  for (const lie of lies) take(NEIGHBOUR, lie);
  expect(known(ann.id)).toBeNull();
  expect(known(OTHER)).toBeNull();
  expect(new Set(dropped)).toEqual(new Set(['forged-report']));
  expect(signed).toEqual([]);
});

it('what was said before does not come again', () => {
  const { take, known, dropped, clock, table } = intakeOf();
  take(NEIGHBOUR, annSays(5));
  // It is not in the table any more.
  clock.now += 60_000;
  table.renew(someReport(SELF, 1), clock.now / 1000);
  expect(known(ann.id)).toBeNull();
  take(NEIGHBOUR, annSays(5), annSays(4));
  expect(known(ann.id)).toBeNull();
  take(NEIGHBOUR, annSays(6));
  expect(known(ann.id)?.number).toBe(6);
  expect(dropped).toEqual([]);
});

it('of older pages reports are taken as they come, and of who signs none that is not signed', () => {
  const { take, known, dropped, table, clock } = intakeOf();
  const far = 'd'.repeat(16);
  take(NEIGHBOUR, { age: 0, report: someReport(far, 1) });
  expect(known(far)?.number).toBe(1);
  // A neighbour says so itself.
  take(NEIGHBOUR, { age: 0, report: someReport(OTHER, 2) });
  expect(known(OTHER)).toBeNull();
  take(OTHER, { age: 0, report: someReport(OTHER, 1) });
  expect(known(OTHER)?.number).toBe(1);
  // Also where others have made up a later one, before it was a neighbour.
  table.take(NEIGHBOUR, [{ age: 0, report: someReport(OTHER, 500) }], clock.now / 1000);
  take(OTHER, { age: 0, report: someReport(OTHER, 2) });
  expect(known(OTHER)?.number).toBe(2);
  // Not known to sign yet.
  take(NEIGHBOUR, { age: 0, report: someReport(ann.id, 9_000_000) });
  expect(known(ann.id)?.number).toBe(9_000_000);
  take(OTHER, annSays(3));
  expect(known(ann.id)?.number).toBe(3);
  take(NEIGHBOUR, { age: 0, report: someReport(ann.id, 9_000_001) });
  expect(known(ann.id)?.number).toBe(3);
  expect(dropped).toEqual(['unsigned-report']);
});

it('what cannot be is not taken, though it is signed', () => {
  const { take, known, dropped, signed, clock } = intakeOf();
  take(NEIGHBOUR, annSays(1, { updates: 100 }));
  clock.now += 2000;
  take(NEIGHBOUR, annSays(2, { updates: 1_000_000 }));
  // It says that it has examples of labels of which it counts none.
  take(NEIGHBOUR, annSays(3, { updates: 101, labels: 0b11, counts: [3, 0] }));
  take(NEIGHBOUR, annSays(4, { updates: 101, updateRate: 1e6 }));
  take(OTHER, { age: 0, report: someReport(OTHER, 1, { updates: 2 ** 40 }) });
  expect(dropped).toEqual(Array(4).fill('impossible-report'));
  expect(known(ann.id)?.number).toBe(1);
  take(NEIGHBOUR, annSays(5, { updates: 102, labels: 0b11, counts: [3, 1] }));
  // All began again.
  clock.now += 2000;
  take(NEIGHBOUR, annSays(6, { updates: 0 }));
  expect(signed.map(({ updates }) => updates)).toEqual([100, 102, 0]);
});

it('looks at so many signatures a second, and at few of who brings what does not fit', () => {
  let looked = 0;
  const counting: Verifier = {
    perSecond: 10,
    check(_, { signature }) {
      looked += 1;
      return !signature.startsWith('A');
    },
  };
  const { take, clock, dropped, signed } = intakeOf(counting);
  let number = 1;
  const proof = ann.proveReport(ROOM, someReport(ann.id, 1));
  const next = (fits: boolean): ToldReport => {
    number += 1;
    const report = someReport(ann.id, number, { updates: number });
    return { age: 0, report, proof: fits ? proof : { ...proof, signature: 'A'.repeat(86) } };
  };
  const flood = (from: string, fits: boolean): number => {
    const before = looked;
    for (let i = 0; i < 200; i++) take(from, next(fits));
    return looked - before;
  };
  expect(flood(NEIGHBOUR, false)).toBeLessThanOrEqual(3);
  expect(dropped.length).toBeLessThanOrEqual(3);
  // The others are heard all the same.
  take(OTHER, next(true));
  expect(signed).toHaveLength(1);
  clock.now += 10_000;
  let heard = 0;
  for (let tenth = 0; tenth < 100; tenth++) {
    clock.now += 100;
    const before = looked;
    take(OTHER, next(true));
    heard += looked - before;
  }
  // Of one peer, no more than its share.
  expect(heard).toBeGreaterThan(40);
  expect(heard).toBeLessThanOrEqual(75);
});

it('hears each of many peers less often', () => {
  let looked = 0;
  const counting: Verifier = {
    perSecond: 4,
    check() {
      looked += 1;
      return true;
    },
  };
  const { take, clock, known } = intakeOf(counting);
  const many = Array.from({ length: 20 }, (_, i) => makeIdentity(`${i}`));
  const proofs = many.map((who) => who.proveReport(ROOM, someReport(who.id, 1)));
  const ages: number[] = [];
  for (let second = 1; second <= 60; second++) {
    clock.now += 1000;
    many.forEach((who, i) => {
      const told = { age: 0, report: someReport(who.id, second), proof: proofs[i] };
      take(i % 2 === 0 ? NEIGHBOUR : OTHER, told);
    });
    if (second > 30) ages.push(...many.map(({ id }) => second - (known(id)?.number ?? 0)));
  }
  expect(looked).toBeLessThanOrEqual(60 * 4 + 4 * 4);
  // Nobody is left out.
  expect(Math.max(...ages)).toBeLessThanOrEqual(12);
});

it('what later versions say in a report is signed, too, and goes on through those that do not know it', () => {
  const report = { ...someReport(ann.id, 1), mood: 'fine', zeal: [1, 2] };
  const message = { type: 'reports', reports: [signedBy(ann, report)] };
  const parsed = parseRoomMessage(JSON.parse(JSON.stringify(message)));
  if (parsed?.type !== 'reports') throw new Error('It is no message.');
  const { take, table, clock, dropped } = intakeOf();
  take(NEIGHBOUR, ...parsed.reports);
  expect(dropped).toEqual([]);
  expect(table.pick(OTHER, clock.now / 1000)).toEqual(message.reports);
  const long = { ...report, mood: 'fine'.repeat(10_000) };
  expect(parseRoomMessage({ type: 'reports', reports: [signedBy(ann, long)] })).toBeNull();
  const [told] = parsed.reports;
  clock.now += 1000;
  take(NEIGHBOUR, { ...told, report: { ...told.report, number: 2, mood: 'bad' } as Report });
  expect(dropped).toEqual(['forged-report']);
});
