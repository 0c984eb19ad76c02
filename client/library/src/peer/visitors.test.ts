/** A room that very many visit: what its messages say of who is there, and for how long they say it of who has left. */
import { float32 } from '@hearsay/shared/gossip/codec/float32.ts';
import { FORGET_SECONDS, REMEMBER_SECONDS } from '@hearsay/shared/gossip/versions/forgetting.ts';
import { VersionVector } from '@hearsay/shared/gossip/versions/version-vector.ts';
import { parseModelMessage } from '@hearsay/shared/protocol/model-message.ts';
import { createRandom } from '@hearsay/shared/util/random/random.ts';
import { expect, it } from 'vitest';
import { createTabEnvironment } from './tab-environment.ts';

const RUN = 1;
const PERMANENT = 4;
const VISITORS = 1000;
/** One comes each second. */
const STAY_SECONDS = 5;
/** On the way. */
const LATENCY = 0.3;
/** What ages may be too young by: they are whole seconds, and stand still on the way. */
const SLACK_SECONDS = 20;

const idOf = (n: number): string => n.toString(16).padStart(16, '0');

interface Message {
  readonly due: number;
  readonly from: Tab;
  readonly to: string;
  readonly model: ArrayBuffer;
}

interface Tab {
  readonly id: string;
  updates: number;
  readonly versions: VersionVector;
  readonly environment: ReturnType<typeof createTabEnvironment>;
  readonly neighbours: Set<Tab>;
}

/** Tabs without learning: once a second each of them is an update further, and sends to one neighbour. */
function room() {
  const random = createRandom(1);
  const tabs = new Map<string, Tab>();
  const underWay: Message[] = [];
  const lengths: number[] = [];
  /** By id, of those that have left: when. */
  const left = new Map<string, number>();
  let now = 0;
  /** Seconds after it had left that somebody was named last. */
  let longestNamed = 0;

  const connect = (a: Tab, b: Tab): void => {
    a.neighbours.add(b);
    b.neighbours.add(a);
  };
  const tellOfNeighbours = (tab: Tab): void =>
    tab.environment.setNeighbours(Array.from(tab.neighbours, ({ id }) => id));

  const deliver = ({ from, to, model }: Message): void => {
    const tab = tabs.get(to);
    const sender = tab?.environment.indexOf(from.id) ?? null;
    if (tab === undefined || sender === null) return;
    const read = tab.environment.read(sender, model, new Float32Array(1));
    if (!read.ok || typeof read.message === 'string') throw new Error('a message was not read');
    tab.versions.merge(read.message.versions);
  };

  const look = (model: ArrayBuffer): void => {
    lengths.push(model.byteLength);
    const parsed = parseModelMessage(model, RUN, 1);
    if (!parsed.ok) throw new Error(parsed.reason);
    for (const { peer } of parsed.message.versions) {
      const since = left.get(peer);
      if (since !== undefined) longestNamed = Math.max(longestNamed, now - since);
    }
  };

  return {
    tabs,
    lengths,
    get now() {
      return now;
    },
    get longestNamed() {
      return longestNamed;
    },
    join(id: string, neighbours: readonly Tab[]): Tab {
      const versions = new VersionVector();
      const environment = createTabEnvironment({
        self: id,
        run: RUN,
        messageLength: 1,
        codec: float32,
        clock: { now: () => now, after: () => () => {} },
        random,
        rounding: random,
        onForgotten: (index) => versions.forget(index),
        onCorrected: (index, updates) => versions.lower(index, updates),
        onAlarm: () => {},
        onSend(targets, _kind, model) {
          look(model);
          for (const to of targets) underWay.push({ due: now + LATENCY, from: tab, to, model });
        },
      });
      const tab: Tab = { id, updates: 0, versions, environment, neighbours: new Set() };
      for (const neighbour of neighbours) connect(tab, neighbour);
      tabs.set(id, tab);
      for (const each of [tab, ...neighbours]) tellOfNeighbours(each);
      return tab;
    },
    leave(tab: Tab): void {
      tabs.delete(tab.id);
      left.set(tab.id, now);
      for (const neighbour of tab.neighbours) {
        neighbour.neighbours.delete(tab);
        tellOfNeighbours(neighbour);
      }
    },
    /** @param working whether a tab makes updates */
    second(working: (tab: Tab) => boolean = () => true): void {
      const until = now + 1;
      for (const tab of tabs.values()) {
        if (working(tab)) tab.updates += 1;
        tab.versions.raise(0, tab.updates);
        const { count } = tab.environment.neighbours;
        if (count === 0) continue;
        const to = tab.environment.neighbours.at(random.integer(count));
        tab.environment.send(to, 'offer', new Float32Array(1), tab.versions);
      }
      for (let message = underWay.shift(); message !== undefined; message = underWay.shift()) {
        now = message.due;
        deliver(message);
      }
      now = until;
    },
    namesOf: (tab: Tab): string[] => tab.environment.entriesOf(tab.versions).map(({ peer }) => peer),
  };
}

/** Permanent tabs, each connected to all others. */
function permanentTabs(world: ReturnType<typeof room>, count = PERMANENT): Tab[] {
  for (let n = 1; n <= count; n++) world.join(idOf(n), [...world.tabs.values()]);
  return [...world.tabs.values()];
}

it('a message is as long as before when a thousand have come and gone', () => {
  const world = room();
  const permanent = permanentTabs(world);
  for (let second = 0; second < 10; second++) world.second();
  const before = world.lengths.at(-1);

  const visitors: Tab[] = [];
  for (let n = 0; n < VISITORS; n++) {
    // Each knows one that stays and those that came just before it: so there is always somebody to whom all who have left
    // are new.
    visitors.push(world.join(idOf(1000 + n), [permanent[n % PERMANENT], ...visitors]));
    if (visitors.length > STAY_SECONDS) {
      const [oldest] = visitors.splice(0, 1);
      world.leave(oldest);
    }
    world.second();
  }
  for (const visitor of visitors) world.leave(visitor);
  expect(world.longestNamed).toBeGreaterThan(FORGET_SECONDS / 2);
  for (let second = 0; second < FORGET_SECONDS + SLACK_SECONDS; second++) world.second();

  expect(world.longestNamed).toBeLessThan(FORGET_SECONDS + SLACK_SECONDS);
  expect(world.lengths.at(-1)).toBe(before);
  const ids = permanent.map(({ id }) => id).sort();
  for (const tab of permanent) {
    expect(world.namesOf(tab).sort()).toEqual(ids);
    expect(tab.environment.knownPeers).toBeLessThan(1.1 * (REMEMBER_SECONDS + FORGET_SECONDS));
  }
  for (let second = 0; second < REMEMBER_SECONDS; second++) world.second();
  for (const tab of permanent) {
    expect(tab.environment.knownPeers).toBe(PERMANENT);
    expect(tab.versions.known).toBe(PERMANENT);
  }
});

it('who pauses for long is named by its neighbours alone, and by all when it goes on', () => {
  const world = room();
  // A line of four: the last is neighbour to the third alone.
  const line: Tab[] = [];
  for (let n = 1; n <= 4; n++) line.push(world.join(idOf(n), line.slice(-1)));
  const [first, second, third, last] = line;
  const naming = (): Tab[] => line.filter((tab) => tab !== last && world.namesOf(tab).includes(last.id));
  for (let i = 0; i < 30; i++) world.second();
  expect(naming()).toEqual([first, second, third]);
  const counted = last.updates;

  for (let i = 0; i < FORGET_SECONDS + SLACK_SECONDS; i++) world.second((tab) => tab !== last);
  expect(naming()).toEqual([third]);
  expect(last.updates).toBe(counted);

  for (let i = 0; i < 30; i++) world.second();
  expect(naming()).toEqual([first, second, third]);
  const inFirst = first.environment.entriesOf(first.versions).find(({ peer }) => peer === last.id);
  expect(inFirst?.updates).toBeGreaterThan(counted);
});
