import { expect, it, vi } from 'vitest';
import {
  AHEAD,
  BURST,
  ceilingOf,
  FIRST_TIMES_OWN,
  firstReachable,
  MAX_FIRST_COUNT,
  MAX_UPDATE_RATE,
  withClaim,
} from './claims.ts';
import { createPeerTable, SPARE_NAMES, UNCONFIRMED_SECONDS } from './peer-table.ts';
import { createSignedCounts, MAX_SIGNED, SLACK_SECONDS } from './signed-counts.ts';

const idOf = (n: number): string => n.toString(16).padStart(16, '0');
const [SELF, A, B, THIRD] = [0, 1, 2, 3].map(idOf);
const MOST = 2 ** 32 - 1;
const ROOM_SIZE = 10;

/** A peer that is linked to A and B, whose numbers are 1 and 2. */
function linked() {
  const time = { now: 1000 };
  const onCorrected = vi.fn();
  const table = createPeerTable({
    ...{ self: SELF, now: () => time.now, roomSize: () => ROOM_SIZE },
    ...{ onForgotten: () => {}, onCorrected },
  });
  table.setNeighbours([A, B]);
  for (const id of [A, B]) table.claim(id);
  /** What the table takes of that from a neighbour: counts by name, and how many it refused. */
  const hear = (from: number, counts: Readonly<Record<string, number>>, age = 0) => {
    const taken: Record<string, number> = {};
    const entries = Object.entries(counts).map(([peer, updates]) => ({ peer, updates, age }));
    const refused = table.hear(from, entries, (index, updates) => {
      taken[table.idOf(index)] = updates;
    });
    return { taken, refused };
  };
  return { time, table, onCorrected, hear };
}

it('a count of a third peer grows no faster by hearsay than anybody makes updates', () => {
  const { time, hear } = linked();
  expect(hear(1, { [A]: 5, [THIRD]: 50 })).toEqual({ taken: { [A]: 5, [THIRD]: 50 }, refused: 0 });
  expect(hear(1, { [A]: 5, [THIRD]: MOST })).toEqual({ taken: { [A]: 5 }, refused: 1 });
  time.now += 2;
  const reached = 50 + BURST + 2 * MAX_UPDATE_RATE;
  expect(hear(2, { [THIRD]: reached + 1 }).refused).toBe(1);
  expect(hear(2, { [THIRD]: reached }).taken).toEqual({ [THIRD]: reached });
});

it('what is repeated does not take away from what a count may have grown since', () => {
  const { time, hear } = linked();
  hear(1, { [THIRD]: 50 });
  time.now += 40;
  hear(2, { [THIRD]: 50 });
  expect(hear(1, { [THIRD]: 40 * MAX_UPDATE_RATE }).refused).toBe(0);
});

it('a newcomer believes what is usual in a room that has run for long, and a peer that has run for long more', () => {
  const { table, hear } = linked();
  expect(hear(1, { [THIRD]: MAX_FIRST_COUNT }).refused).toBe(0);
  expect(hear(1, { [idOf(4)]: MAX_FIRST_COUNT + 1 }).refused).toBe(1);
  table.entryOf(0, MAX_FIRST_COUNT);
  expect(hear(1, { [idOf(4)]: FIRST_TIMES_OWN * MAX_FIRST_COUNT }).refused).toBe(0);
  expect(firstReachable(MAX_FIRST_COUNT)).toBe(FIRST_TIMES_OWN * MAX_FIRST_COUNT);
});

it('a peer that has slept catches up, though its clock stood still', () => {
  const { time, hear } = linked();
  hear(1, { [THIRD]: 50 });
  expect(hear(1, { [THIRD]: 36_000 }).refused).toBe(1);
  time.now += 36;
  expect(hear(1, { [THIRD]: 36_100 }).taken).toEqual({ [THIRD]: 36_100 });
});

it('what a neighbour says of itself counts, however much, and corrects what was told of it', () => {
  const { table, onCorrected, hear } = linked();
  expect(hear(1, { [A]: MOST }).taken).toEqual({ [A]: MOST });
  hear(1, { [A]: MOST, [B]: 900 });
  expect(onCorrected).not.toHaveBeenCalled();
  expect(hear(2, { [B]: 20 }).taken).toEqual({ [B]: 20 });
  expect(onCorrected.mock.calls).toEqual([[2, 20]]);
  // By a heartbeat, too. And it may be of a peer that has made none.
  table.setNeighbours([A]);
  table.setNeighbours([A, B]);
  hear(1, { [A]: MOST, [B]: 900 });
  table.say(2, 21);
  hear(1, { [A]: MOST, [B]: 900 });
  table.setNeighbours([A]);
  table.setNeighbours([A, B]);
  hear(2, {});
  expect(onCorrected.mock.calls.slice(1)).toEqual([
    [2, 21],
    [2, 0],
  ]);
});

it('does not take up again what a neighbour has corrected, when others go on repeating it', () => {
  const { time, table, hear } = linked();
  table.say(2, 10);
  time.now += 10;
  hear(1, { [B]: 900 });
  table.say(2, 20);
  time.now += 0.5;
  expect(hear(1, { [B]: 900 }).taken).toEqual({ [B]: 20 + AHEAD + 1 });
  // What others know earlier is taken.
  expect(hear(1, { [B]: 22 }).taken).toEqual({ [B]: 22 });
});

it('an older claim that comes later does not correct what has been said since', () => {
  const { onCorrected, table, hear } = linked();
  table.say(2, 30);
  hear(1, { [B]: 29 });
  hear(2, { [B]: 25 });
  expect(onCorrected).not.toHaveBeenCalled();
  const claims = withClaim(withClaim(null, { updates: 30, at: 1 }), { updates: 25, at: 9 });
  expect(claims.last).toEqual({ updates: 30, at: 1 });
});

it('others know as much more of a neighbour as it is fast', () => {
  const claims = withClaim(withClaim(null, { updates: 0, at: 0 }), { updates: 40, at: 4 });
  expect([ceilingOf(claims, 4), ceilingOf(claims, 5)]).toEqual([40 + AHEAD, 40 + AHEAD + 20]);
  const one = withClaim(null, { updates: 3, at: 0 });
  expect(ceilingOf(one, 0)).toBe(3 + AHEAD);
});

/** How many names a message says now, of those that were taken. */
const named = ({ table }: ReturnType<typeof linked>): number =>
  Array.from({ length: 5000 }, (_, index) => table.entryOf(index, 1)).filter((entry) => entry !== null)
    .length;

const invented = (from: number, count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [idOf(from + i), 1]));

it('one neighbour brings few names beyond as many as the room has peers, in however many messages', () => {
  const peer = linked();
  const before = named(peer);
  for (let k = 1; k <= 5; k++) peer.hear(1, { [A]: 1, ...invented(10_000 * k, 4000) });
  expect(named(peer) - before).toBe(SPARE_NAMES + ROOM_SIZE);
  // Others can still tell of theirs.
  expect(peer.hear(2, { [THIRD]: 7 }).taken).toEqual({ [THIRD]: 7 });
});

it('news that another neighbour brings of invented peers makes no room for more', () => {
  const peer = linked();
  const before = named(peer);
  peer.hear(1, invented(1000, 100));
  peer.hear(2, Object.fromEntries(Object.keys(invented(1000, 100)).map((id) => [id, 2])));
  peer.hear(1, invented(2000, 100));
  // A hundred names were told by B as well, of which A had brought some.
  expect(named(peer) - before).toBe(2 * (SPARE_NAMES + ROOM_SIZE));
});

it('a name that one neighbour told of is soon forgotten, though others repeat what they were told here', () => {
  const peer = linked();
  const before = named(peer);
  peer.hear(1, invented(1000, 10));
  peer.time.now += UNCONFIRMED_SECONDS - 1;
  peer.hear(2, invented(1000, 10), UNCONFIRMED_SECONDS - 1);
  expect(named(peer) - before).toBe(10);
  peer.time.now += 1;
  expect(named(peer)).toBe(before);
});

it('a name stays as long as its one teller goes on, and longer when others bring news or it becomes a neighbour', () => {
  const peer = linked();
  const [kept, confirmed, met, gone] = [4, 5, 6, 7].map(idOf);
  peer.hear(1, { [kept]: 1, [confirmed]: 1, [met]: 1, [gone]: 1 });
  peer.hear(2, { [confirmed]: 2 });
  peer.table.claim(met);
  peer.time.now += UNCONFIRMED_SECONDS - 1;
  peer.hear(1, { [kept]: 1 }, UNCONFIRMED_SECONDS - 1);
  peer.time.now += UNCONFIRMED_SECONDS - 1;
  const entries = [3, 4, 5, 6].map((index) => peer.table.entryOf(index, 1)?.peer);
  expect(entries).toEqual([kept, confirmed, met, undefined]);
});

it('of who has signed its count nobody is believed that it has made many more', () => {
  const { time, table, hear } = linked();
  table.attest({ peer: THIRD, updates: 50, rate: 2, age: 0 });
  // It says how fast it is.
  expect(hear(1, { [THIRD]: 500 }).taken).toEqual({ [THIRD]: 50 + AHEAD + 2 * 2 * SLACK_SECONDS });
  time.now += 3;
  // And is faster.
  table.attest({ peer: THIRD, updates: 80, rate: 2, age: 0 });
  const most = 80 + AHEAD + 2 * 10 * SLACK_SECONDS;
  expect(hear(1, { [A]: 5, [THIRD]: 85 })).toEqual({ taken: { [A]: 5, [THIRD]: 85 }, refused: 0 });
  expect(hear(1, { [THIRD]: most + 1 }).taken).toEqual({ [THIRD]: most });
  expect(hear(2, { [THIRD]: MOST })).toEqual({ taken: {}, refused: 1 });
  time.now += 10;
  expect(hear(2, { [THIRD]: 1000 }).taken).toEqual({ [THIRD]: most + 2 * 10 * 10 });
});

it('two counts that came at once do not make their owner seem fast', () => {
  const { time, table, hear } = linked();
  table.attest({ peer: THIRD, updates: 50, rate: 0, age: 0 });
  time.now += 0.01;
  table.attest({ peer: THIRD, updates: 60, rate: 0, age: 0 });
  expect(hear(1, { [THIRD]: 1000 }).taken).toEqual({ [THIRD]: 60 + AHEAD + 2 * 10 * SLACK_SECONDS });
});

it('what others told of a peer is taken back when that signs how many it has made', () => {
  const { time, table, onCorrected, hear } = linked();
  expect(hear(1, { [A]: 5, [THIRD]: 100_000 }).taken).toEqual({ [A]: 5, [THIRD]: 100_000 });
  const index = 3;
  table.attest({ peer: THIRD, updates: 50, rate: 2, age: 0 });
  expect(onCorrected).toHaveBeenLastCalledWith(index, 50 + AHEAD + 2 * 2 * SLACK_SECONDS);
  // All began again.
  time.now += 3;
  table.attest({ peer: THIRD, updates: 0, rate: 0, age: 0 });
  expect(onCorrected).toHaveBeenLastCalledWith(index, AHEAD);
});

it('what a neighbour says over its own link is newer than what it has signed', () => {
  const { time, table, onCorrected, hear } = linked();
  table.attest({ peer: A, updates: 10, rate: 2, age: 0 });
  time.now += 3;
  table.attest({ peer: A, updates: 10, rate: 2, age: 0 });
  expect(hear(1, { [A]: 500 })).toEqual({ taken: { [A]: 500 }, refused: 0 });
  table.attest({ peer: A, updates: 10, rate: 2, age: 0 });
  expect(hear(2, { [A]: 499 }).taken).toEqual({ [A]: 499 });
  expect(onCorrected).not.toHaveBeenCalled();
});

it('of a neighbour of which it is not known yet how fast it is others are believed as far as it has signed', () => {
  const { time, table, hear } = linked();
  hear(1, { [A]: 40 });
  table.attest({ peer: A, updates: 40, rate: 1, age: 0 });
  time.now += 0.9;
  // Else it could have made anything since.
  expect(hear(2, { [A]: 900 }).taken).toEqual({ [A]: 40 + AHEAD + Math.ceil(2 * (SLACK_SECONDS + 0.9)) });
});

it('keeps counts of so many peers, those that signed last', () => {
  const counts = createSignedCounts(() => 0);
  for (let i = 0; i <= MAX_SIGNED; i++) counts.note({ peer: idOf(i), updates: 1, rate: 2, age: 0 });
  expect([counts.ceilingOf(idOf(0)), counts.ceilingOf(idOf(1)) === null]).toEqual([null, false]);
});
