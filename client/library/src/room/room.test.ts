import { forgedReports } from '@hearsay/shared/attacks/forged-reports.ts';
import { makeHostSecret } from '@hearsay/shared/protocol/room-key.ts';
import { publicKeyOf } from '@hearsay/shared/room/host-key.ts';
import { makeIdentity } from '@hearsay/shared/room/identity.ts';
import type { Report } from '@hearsay/shared/room/report.ts';
import type { RoomMessage } from '@hearsay/shared/room/room-message.ts';
import { defaultSettings, type RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { createRandom } from '@hearsay/shared/util/random/random.ts';
import { describe, expect, it } from 'vitest';
import { initialStatus, type NeighbourStatus, type Status } from '../session/status.ts';
import { createRoom, type HostState, type Removal, type Room, type RoomOptions } from './room.ts';
import { createVerifier } from './verifier.ts';

const hostSecret = makeHostSecret((count) => new Uint8Array(count).fill(7));
const settings: RunSettings = { ...defaultSettings, room: 'class', host: publicKeyOf(hostSecret) };
const idOf = (peer: number): string => peer.toString(16).padStart(16, '0');

interface Member {
  readonly room: Room;
  readonly dropped: string[];
  state(): HostState;
  reports(): readonly Report[];
  /** What it was told last; null before. */
  removal(): Removal | null;
}

/** Rooms whose links work at once; the first is the host's. What goes over a link is counted. */
function roomsOf(links: readonly [number, number][], count: number) {
  const clock = { now: 1000, date: 5_000_000 };
  const sent: { from: number; to: number; message: RoomMessage }[] = [];
  const neighboursOf = (self: number): number[] =>
    links.flatMap(([a, b]) => (a === self ? [b] : b === self ? [a] : []));
  const memberOf = (self: number): Member => {
    const dropped: string[] = [];
    let state: HostState | null = null;
    let reports: readonly Report[] = [];
    let removal: Removal | null = null;
    const room = createRoom({
      self: idOf(self),
      settings: self === 0 ? { ...settings, hostSecret } : settings,
      task: { outputs: 10 },
      random: createRandom(self),
      now: () => clock.now,
      date: () => clock.date,
      send(to, message) {
        const other = Number.parseInt(to, 16);
        sent.push({ from: self, to: other, message });
        members[other].room.receive(idOf(self), structuredClone(message));
      },
      onWish: (wished) => {
        state = wished;
      },
      onRemoval: (removed) => {
        removal = removed;
      },
      onReports: (known) => {
        reports = known;
      },
      onDropped: (reason) => dropped.push(reason),
    });
    return {
      room,
      dropped,
      state() {
        if (state === null) throw new Error('It never said.');
        return state;
      },
      reports: () => reports,
      removal: () => removal,
    };
  };
  const members = Array.from({ length: count }, (_, self) => memberOf(self));
  const restart = (self: number): void => {
    members[self] = memberOf(self);
  };
  const connect = (): void => {
    // Newcomers first: they take nothing from whom they do not know yet.
    for (let self = count - 1; self >= 0; self--) {
      members[self].room.setNeighbours(neighboursOf(self).map(idOf));
    }
  };
  connect();
  const statusOf = (self: number): Status => ({
    ...initialStatus(settings),
    phase: 'training',
    slot: self,
    updates: 3,
    roomAccuracy: 0.123456,
    roomLoss: Number.NaN,
    answerSeconds: self === 1 ? 0.123456 : null,
    roomPerClass: [0.123, 1],
    tested: {
      count: 5,
      confusion: [
        [2, 1],
        [0, 2],
      ],
    },
    labels: [0, 5, 0, 7],
    neighbours: neighboursOf(self).map(
      (other): NeighbourStatus => ({
        id: idOf(other),
        state: 'connected',
        path: null,
        bytesSent: 0,
        bytesReceived: 0,
        roundTripMs: null,
      }),
    ),
  });
  const beat = (): void => {
    clock.now += 1000;
    members.forEach(({ room }, self) => {
      room.report(statusOf(self), '');
    });
    for (const { room } of members) room.publish();
  };
  const commands = () => sent.filter(({ message }) => message.type === 'command');
  return { clock, members, sent, commands, beat, connect, restart };
}

const LINE: [number, number][] = [
  [0, 1],
  [1, 2],
  [2, 3],
];

describe('a command', () => {
  it('reaches everybody from neighbour to neighbour, and goes over each link once or twice', () => {
    const ring: [number, number][] = [...LINE, [3, 0], [0, 2]];
    const { members, commands } = roomsOf(ring, 4);
    members[0].room.command({ run: 'paused', gossip: 2 });
    for (const { state } of members) {
      expect(state()).toMatchObject({ number: 5_000_000, run: 'paused', settings: { gossip: 2 } });
    }
    expect(members.map(({ state }) => state().isHost)).toEqual([true, false, false, false]);
    expect(commands().length).toBeLessThanOrEqual(2 * ring.length);
    expect(members.map(({ dropped }) => dropped)).toEqual([[], [], [], []]);
  });

  it('is made by the host alone', () => {
    const { members, commands } = roomsOf(LINE, 4);
    expect(() => members[1].room.command({ run: 'paused' })).toThrow(
      expect.objectContaining({ code: 'not-the-host' }),
    );
    expect(commands()).toEqual([]);
  });

  it('is told to a new neighbour at once, and has a higher number than all that were heard of', () => {
    const links: [number, number][] = [[0, 1]];
    const { members, connect, clock } = roomsOf(links, 3);
    members[0].room.command({ gossip: 2 });
    links.push([1, 2]);
    connect();
    expect(members[2].state().settings.gossip).toBe(2);
    // Its clock was set back.
    clock.date = 1000;
    members[0].room.command({ gossip: 3 });
    expect(members[2].state()).toMatchObject({ number: 5_000_001, settings: { gossip: 3 } });
  });

  it('is told again, not too often, to a neighbour that has missed it', () => {
    const { members, commands, beat } = roomsOf([[0, 1]], 2);
    const deaf = members[1].room.receive;
    members[1].room.receive = () => {};
    members[0].room.command({ gossip: 2 });
    for (let second = 0; second < 12; second++) beat();
    expect(commands()).toHaveLength(7);
    members[1].room.receive = deaf;
    for (let second = 0; second < 3; second++) beat();
    expect(members[1].state().settings.gossip).toBe(2);
    expect(commands()).toHaveLength(8);
  });

  it('is dropped with a reason where it is not as the host signed it, and where there are too many', () => {
    const { members, commands, clock } = roomsOf([[0, 1]], 2);
    members[0].room.command({ gossip: 2 });
    const [{ message }] = commands();
    const [, { room, dropped, state }] = members;
    if (message.type !== 'command') throw new Error('Only commands were sent.');
    room.receive(idOf(0), { ...message, number: message.number + 1 });
    room.receive(idOf(0), { ...message, number: 1 });
    room.receive(idOf(0), { ...message, settings: 'a'.repeat(5000) });
    room.receive(idOf(0), null);
    room.receive(idOf(9), message);
    expect(dropped).toEqual(['command-forged', 'command-old', 'malformed', 'malformed']);
    for (let i = 0; i < 20; i++) room.receive(idOf(0), { ...message, number: message.number + 1 + i });
    expect(dropped.filter((reason) => reason === 'command-flood').length).toBeGreaterThan(5);
    expect(state().number).toBe(message.number);
    // It is heard again later.
    clock.now += 10_000;
    members[0].room.command({ gossip: 3 });
    expect(state().settings.gossip).toBe(3);
  });
});

describe('a host whose clock is behind', () => {
  it('is obeyed, also where it changed something before it heard of the room', () => {
    const links: [number, number][] = [[0, 1]];
    const { members, connect, clock, beat, restart } = roomsOf(links, 4);
    members[0].room.command({ gossip: 2 });
    // It comes again, an hour earlier by its clock.
    links.pop();
    connect();
    clock.date -= 3_600_000;
    restart(0);
    members[0].room.command({ partition: { kind: 'iid' } });
    links.push([0, 1]);
    connect();
    for (let second = 0; second < 4; second++) beat();
    expect(members[1].state()).toMatchObject({
      number: 5_000_001,
      settings: { gossip: 2, partition: { kind: 'iid' } },
    });
    // And follows itself, if it commands from elsewhere.
    expect(members[0].state().number).toBe(5_000_001);
  });

  it('follows what it wished elsewhere, once its own change was heard', () => {
    const { members, beat, commands } = roomsOf([[0, 1]], 2);
    members[0].room.command({ gossip: 2 });
    beat();
    const before = commands().length;
    const elsewhere = roomsOf([[0, 1]], 2);
    elsewhere.members[0].room.command({ gossip: 3 });
    elsewhere.members[0].room.command({ gossip: 4 });
    const { message } = elsewhere.commands().at(-1) ?? {};
    members[0].room.receive(idOf(1), message);
    expect(members[0].state()).toMatchObject({ number: 5_000_001, settings: { gossip: 4 } });
    expect(commands().length, 'it makes none').toBe(before);
  });
});

describe('a command of last month', () => {
  const MONTH = 30 * 24 * 3_600_000;
  /** As it was heard then. */
  const oldCommand = (): RoomMessage => {
    const { members, commands } = roomsOf([[0, 1]], 2);
    members[0].room.command({ run: 'paused' });
    return commands()[0].message;
  };
  // The first is a host without a wish, and the last tells lies.
  const STAR: [number, number][] = [
    [0, 1],
    [0, 2],
    [1, 2],
    [3, 0],
    [3, 1],
    [3, 2],
  ];

  it('is not followed where the others follow none, neither by a newcomer nor by who was there', () => {
    const links = STAR.slice(0, 1);
    const { members, connect, clock, beat } = roomsOf(links, 4);
    clock.date += MONTH;
    for (let second = 0; second < 10; second++) beat();
    links.push(...STAR.slice(1));
    connect();
    for (let second = 0; second < 20; second++) {
      for (const { room } of members.slice(0, 3)) room.receive(idOf(3), oldCommand());
      beat();
    }
    for (const { state, dropped } of members.slice(0, 3)) {
      expect(state()).toMatchObject({ number: 0, run: 'training' });
      expect(new Set(dropped)).toEqual(new Set(['command-unconfirmed']));
      expect(dropped).toHaveLength(1);
    }
    members[0].room.command({ gossip: 2 });
    expect(members[2].state()).toMatchObject({ run: 'training', settings: { gossip: 2 } });
  });

  it('is followed by newcomers where it still holds, also by several at once', () => {
    const links: [number, number][] = [[0, 1]];
    const { members, connect, clock, beat } = roomsOf(links, 4);
    members[0].room.command({ gossip: 2 });
    clock.date += MONTH;
    links.push([1, 2], [1, 3], [2, 3]);
    connect();
    expect(members[2].state().number).toBe(0);
    for (let second = 0; second < 8; second++) beat();
    for (const { state } of members) expect(state().settings.gossip).toBe(2);
  });

  it('does not keep from following the one that holds', () => {
    const links: [number, number][] = [[0, 1]];
    const { members, connect, clock, beat } = roomsOf(links, 4);
    members[0].room.command({ gossip: 2 });
    members[0].room.command({ gossip: 3 });
    clock.date += MONTH;
    links.push([0, 2], [1, 2], [3, 2]);
    connect();
    for (let second = 0; second < 8; second++) {
      members[2].room.receive(idOf(3), oldCommand());
      beat();
    }
    expect(members[2].state().settings.gossip).toBe(3);
  });
});

describe('a removal', () => {
  const ids = ({ removal }: Member): string[] => [...(removal()?.ids ?? [])];

  it('is heard by all, and by whom it is about, and holds until the host takes it back', () => {
    const { members } = roomsOf(LINE, 4);
    members[0].room.command({ remove: idOf(3) });
    expect(members.map(ids)).toEqual(new Array(4).fill([idOf(3)]));
    members[0].room.command({ run: 'paused' });
    expect(members.map(({ state }) => state().removed)).toEqual(new Array(4).fill([idOf(3)]));
    members[0].room.command({ letIn: idOf(3) });
    expect(members.map(ids)).toEqual(new Array(4).fill([]));
    expect(members.flatMap(({ dropped }) => dropped)).toEqual([]);
  });

  it('makes nobody take or pass on what is told of whom it is about', () => {
    const { members, beat } = roomsOf([...LINE, [0, 3]], 4);
    for (let second = 0; second < 4; second++) beat();
    expect(members[1].reports()).toHaveLength(4);
    members[0].room.command({ remove: idOf(2) });
    expect(members[0].removal()?.present).toEqual([idOf(2)]);
    beat();
    for (const { reports } of [members[0], members[1], members[3]]) {
      expect(reports().map(({ id }) => id)).not.toContain(idOf(2));
    }
    members[0].room.command({ letIn: idOf(2) });
    for (let second = 0; second < 2; second++) beat();
    expect(members[0].reports()).toHaveLength(4);
  });

  it('holds after the host was loaded anew, before it has heard of it', () => {
    const links: [number, number][] = [[0, 1]];
    const { members, clock, connect, restart, beat } = roomsOf(links, 2);
    members[0].room.command({ remove: idOf(9) });
    links.length = 0;
    connect();
    restart(0);
    clock.date += 1000;
    members[0].room.command({ run: 'paused' });
    links.push([0, 1]);
    connect();
    for (let second = 0; second < 4; second++) beat();
    expect(members.map(({ state }) => state().removed)).toEqual([[idOf(9)], [idOf(9)]]);
    expect(members[1].state().run).toBe('paused');
  });

  it('is heard by a peer that was away from whoever makes no link to it', () => {
    const { members } = roomsOf([[0, 1]], 3);
    members[0].room.command({ remove: idOf(2) });
    const why = members[1].removal()?.why ?? '';
    members[2].room.turnedAway(why);
    expect(ids(members[2])).toEqual([idOf(2)]);
    members[2].room.turnedAway(why);
    expect(members[2].dropped).toEqual([]);
  });

  it('is not believed of whoever only says so', () => {
    const { members } = roomsOf([[0, 1]], 3);
    members[0].room.command({ remove: idOf(1) });
    const forged = (members[0].removal()?.why ?? '').replace(idOf(1), idOf(2));
    for (const why of [forged, '', '{', '{"type":"reports","reports":[]}']) members[2].room.turnedAway(why);
    expect(ids(members[2])).toEqual([]);
    expect(members[2].dropped).toEqual(['command-forged', ...new Array(3).fill('refusal-unread')]);
    for (let i = 0; i < 20; i++) members[2].room.turnedAway(forged);
    expect(members[2].dropped.filter((reason) => reason === 'command-forged').length).toBeLessThan(6);
  });

  it('of the host itself is refused', () => {
    const { members } = roomsOf([[0, 1]], 2);
    expect(() => members[0].room.command({ remove: idOf(0) })).toThrow(
      expect.objectContaining({ code: 'bad-setting' }),
    );
  });

  it('is told again to who has heard the command from a page that leaves it out', () => {
    const { members, commands, clock, beat } = roomsOf(LINE.slice(0, 2), 3);
    members[0].room.command({ remove: idOf(9) });
    beat();
    const [report] = members[2].reports();
    expect(report).toMatchObject({ command: 5_000_000, added: 5_000_000 });
    const tells = (change: Partial<Report>): number => {
      clock.now += 5000;
      const before = commands().length;
      const told = { ...report, number: report.number + clock.now, ...change };
      members[1].room.receive(idOf(2), { type: 'reports', reports: [{ age: 0, report: told }] });
      return commands().length - before;
    };
    expect([tells({}), tells({ added: 0 }), tells({ added: undefined })]).toEqual([0, 1, 0]);
  });
});

describe('reports', () => {
  it('say how a peer is, and what it began since the last one', () => {
    const { members, beat } = roomsOf(LINE, 4);
    beat();
    members[1].room.exchanged([idOf(0), idOf(2)]);
    members[1].room.exchanged([idOf(2), idOf(3)]);
    beat();
    const [report, other] = members[1].reports();
    expect('answerSeconds' in other, 'where there was no answer yet').toBe(false);
    expect(report).toMatchObject({
      id: idOf(1),
      number: 2,
      slot: 1,
      phase: 'training',
      command: 0,
      accuracy: 0.1235,
      answerSeconds: 0.1235,
      loss: null,
      perClass: [0.12, 1],
      tested: 5,
      confusion: [
        [0, 2],
        [1, 1],
        [3, 2],
      ],
      labels: 0b1010,
      neighbours: [idOf(0), idOf(2)],
      exchanges: [1, 2],
    });
    beat();
    expect(members[1].reports()[0].exchanges).toEqual([0, 0]);
  });

  it('reach the other end of the room', () => {
    const { members, beat } = roomsOf(LINE, 4);
    for (let second = 0; second < 4; second++) beat();
    for (const { reports, dropped } of members) {
      expect(
        reports()
          .map(({ slot }) => slot)
          .sort(),
      ).toEqual([0, 1, 2, 3]);
      expect(dropped).toEqual([]);
    }
  });

  it('are not taken from whoever sends too many', () => {
    const { members, sent, beat } = roomsOf([[0, 1]], 2);
    beat();
    const [{ message }] = sent.filter(({ to }) => to === 1);
    if (message.type !== 'reports') throw new Error('Only reports were sent.');
    const many = { ...message, reports: Array.from({ length: 16 }, () => message.reports[0]) };
    for (let i = 0; i < 20; i++) members[1].room.receive(idOf(0), many);
    expect(members[1].dropped.length).toBeGreaterThan(10);
    expect(new Set(members[1].dropped)).toEqual(new Set(['report-flood']));
  });
});

describe('among peers that sign', () => {
  /** In a row; the one in the middle tells what it likes. */
  function rowOf(forge: RoomOptions['forge']) {
    const clock = { now: 1000, date: 5_000_000 };
    const identities = ['ann', 'bob', 'carl', 'dora'].map(makeIdentity);
    const ids = identities.map(({ id }) => id);
    const dropped: string[][] = ids.map(() => []);
    const signed: string[][] = ids.map(() => []);
    const known: (readonly Report[])[] = ids.map(() => []);
    const linked = (self: number) => ids.filter((_, other) => Math.abs(other - self) === 1);
    const memberOf = (self: number): Room =>
      createRoom({
        ...{ self: ids[self], identity: identities[self], settings, task: { outputs: 10 } },
        forge: self === 1 ? forge : undefined,
        verifier: createVerifier(null),
        random: createRandom(self),
        now: () => clock.now,
        date: () => clock.date + clock.now,
        send: (to, message) => rooms[ids.indexOf(to)].receive(ids[self], structuredClone(message)),
        onWish: () => {},
        onRemoval: () => {},
        onReports(reports) {
          known[self] = reports;
        },
        onSigned: ({ peer }) => signed[self].push(peer),
        onDropped: (reason) => dropped[self].push(reason),
      });
    const rooms = ids.map((_, self) => memberOf(self));
    const connect = (): void => {
      rooms.forEach((room, self) => {
        room.setNeighbours(linked(self));
      });
    };
    connect();
    const beat = (seconds: number): void => {
      for (let second = 0; second < seconds; second++) {
        clock.now += 1000;
        rooms.forEach((room, self) => {
          room.report({ ...initialStatus(settings), phase: 'training', slot: self, updates: 3 + self }, '');
        });
        for (const room of rooms) room.publish();
      }
    };
    const restart = (self: number): void => {
      rooms[self] = memberOf(self);
      connect();
    };
    return { ids, dropped, signed, known, beat, restart };
  }
  const slots = (reports: readonly Report[]): number[] => reports.map(({ slot }) => slot).sort();

  it('all know of all', () => {
    const { known, dropped, signed, beat, ids } = rowOf(undefined);
    beat(5);
    for (const reports of known) expect(slots(reports)).toEqual([0, 1, 2, 3]);
    expect(dropped.flat()).toEqual([]);
    expect(new Set(signed[3])).toEqual(new Set(ids.slice(0, 3)));
  });

  it('one that is reloaded is believed at once', () => {
    const { known, dropped, beat, restart, ids } = rowOf(undefined);
    beat(5);
    restart(0);
    beat(3);
    const numbers = known[3].find(({ id }) => id === ids[0])?.number ?? 0;
    expect(numbers).toBeGreaterThan(5_000_000 + 5000);
    expect(dropped.flat()).toEqual([]);
  });

  it('a liar among them is not believed of others, and makes up nobody that signs', () => {
    const forge = forgedReports({ name: 'forged-reports', size: 1000 });
    const { known, dropped, beat, ids } = rowOf(forge);
    beat(10);
    for (const self of [0, 2, 3]) {
      for (const { id, updates, accuracy } of known[self]) {
        const place = ids.indexOf(id);
        if (place >= 0) expect([updates, accuracy]).toEqual([3 + place, null]);
      }
    }
    // Behind the liar nobody hears of those before it, as if it said nothing.
    expect(known[3].map(({ id }) => id)).not.toContain(ids[0]);
    expect(dropped[2]).toContain('forged-report');
  });
});
