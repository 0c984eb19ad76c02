/** Peers on a virtual clock that tell each other their sums over links with delay, which come and go. */
import { createRandom, type Random } from '../util/random/random.ts';
import { createStatistics, type Statistics } from './statistics.ts';
import type { StatisticsMessage } from './statistics-message.ts';
import type { NumberStatistics, OwnSums, StatisticsShape } from './sums.ts';

/** Seconds. */
const TICK = 0.05;

interface InFlight {
  readonly at: number;
  readonly link: object;
  readonly to: string;
  readonly from: string;
  readonly message: StatisticsMessage;
}

export interface NetworkOptions {
  readonly shape: StatisticsShape;
  readonly seed: number;
  /** Most seconds that a message takes. */
  readonly delay?: number;
}

export type Seen = Pick<InFlight, 'from' | 'to' | 'message'>;

export function createStatisticsNetwork({ shape, seed, delay = 0.2 }: NetworkOptions) {
  const random = createRandom(seed, 'network');
  const peers = new Map<string, { statistics: Statistics; own: OwnSums }>();
  const links = new Map<string, object>();
  const seen: Seen[] = [];
  let flying: InFlight[] = [];
  let now = 0;
  const keyOf = (a: string, b: string): string => [a, b].sort().join(' ');

  const network = {
    random,
    /** All messages that were sent. */
    seen,
    get now() {
      return now;
    },
    names: (): string[] => [...peers.keys()],
    at: (name: string): Statistics => peers.get(name)!.statistics,
    join(name: string, own: OwnSums): void {
      const chance = createRandom(seed, name);
      const secret = createRandom(seed, name, 'masks');
      const randomBytes = (count: number): Uint8Array => bytesOf(secret, count);
      peers.set(name, {
        own,
        statistics: createStatistics({ self: name, shape, own, random: chance, randomBytes }),
      });
    },
    setOwn(name: string, own: OwnSums): void {
      peers.get(name)!.own = own;
      peers.get(name)!.statistics.setOwn(own);
    },
    link(a: string, b: string): void {
      if (a === b || links.has(keyOf(a, b))) return;
      links.set(keyOf(a, b), {});
      peers.get(a)!.statistics.linkUp(b);
      peers.get(b)!.statistics.linkUp(a);
    },
    unlink(a: string, b: string): void {
      if (!links.delete(keyOf(a, b))) return;
      peers.get(a)?.statistics.linkDown(b);
      peers.get(b)?.statistics.linkDown(a);
    },
    /** Moves the end of a link along another one, as membership does. */
    swap(): void {
      const names = network.names();
      const b = names[random.integer(names.length)];
      const near = network.neighbours(b);
      const [a, c] = [near[random.integer(near.length)], near[random.integer(near.length)]];
      if (a === c || network.neighbours(a).includes(c) || network.neighbours(a).length < 2) return;
      network.link(a, c);
      network.unlink(a, b);
    },
    leave(name: string): void {
      for (const other of network.neighbours(name)) network.unlink(name, other);
      peers.delete(name);
    },
    neighbours: (name: string): string[] =>
      [...links.keys()].flatMap((key) => {
        const [a, b] = key.split(' ');
        return a === name ? [b] : b === name ? [a] : [];
      }),
    /** A ring, and by chance as many more links as a mesh has. */
    mesh(degree: number): void {
      const names = network.names();
      names.forEach((name, i) => {
        network.link(name, names[(i + 1) % names.length]);
        for (let k = 1; k < degree / 2; k++) network.link(name, names[random.integer(names.length)]);
      });
    },
    run(seconds: number, until: () => boolean = () => false): boolean {
      for (const end = now + seconds; now < end; now += TICK) {
        if (until()) return true;
        deliver();
        for (const [from, { statistics }] of peers) {
          for (const { to, message } of statistics.tick(now)) send(from, to, message);
        }
      }
      return until();
    },
    /** What all that are there have together. */
    pooled: () =>
      pooled(
        [...peers.values()].map(({ own }) => own),
        shape,
      ),
    /** The largest relative error that a peer's statistics have; Infinity where one has none. */
    error(): number {
      const right = network.pooled();
      return Math.max(...network.names().map((name) => errorOf(network.at(name), right)));
    },
  };

  function send(from: string, to: string, message: StatisticsMessage): void {
    const link = links.get(keyOf(from, to));
    // As it travels.
    const sent = JSON.parse(JSON.stringify(message)) as StatisticsMessage;
    seen.push({ from, to, message: sent });
    // Messages of a link keep their order.
    const last = flying.findLast((other) => other.from === from && other.to === to)?.at ?? 0;
    const at = Math.max(last, now + delay * random.uniform());
    if (link !== undefined) flying.push({ at, link, to, from, message: sent });
  }

  function deliver(): void {
    const due = flying.filter(({ at }) => at <= now);
    flying = flying.filter(({ at }) => at > now);
    for (const { link, to, from, message } of due) {
      if (links.get(keyOf(from, to)) !== link) continue;
      const refused = peers.get(to)!.statistics.receive(from, message);
      if (refused !== null) throw new Error(refused);
    }
  }
  return network;
}

function bytesOf(random: Random, count: number): Uint8Array {
  return Uint8Array.from({ length: count }, () => random.integer(256));
}

export interface Pooled {
  readonly rows: number;
  readonly numbers: readonly (NumberStatistics | null)[];
  readonly classes: readonly number[];
}

/** Of all rows in one place. */
function pooled(all: readonly OwnSums[], { numbers, classes }: StatisticsShape): Pooled {
  const total = (of: (own: OwnSums) => number): number => all.reduce((sum, own) => sum + of(own), 0);
  const rows = total((own) => own.rows);
  const labelled = total((own) => own.classes.reduce((sum, count) => sum + count, 0));
  return {
    rows: rows / total((own) => (own.rows > 0 ? 1 : 0)),
    numbers: numbers.map(({ centre, scale }, i) => {
      const count = total((own) => own.numbers[i].count);
      if (count === 0) return null;
      const mean = total((own) => own.numbers[i].sum) / count;
      const variance = total((own) => own.numbers[i].squares) / count - mean ** 2;
      return { present: count / rows, mean: centre + scale * mean, deviation: scale * Math.sqrt(variance) };
    }),
    classes: Array.from({ length: classes }, (_, label) => total((own) => own.classes[label]) / labelled),
  };
}

function errorOf(statistics: Statistics, right: Pooled): number {
  const read = statistics.read();
  if (read === null) return Number.POSITIVE_INFINITY;
  const errors = [read.rows / right.rows - 1, ...read.classes.map((share, k) => share - right.classes[k])];
  right.numbers.forEach((expected, i) => {
    const found = read.numbers[i];
    if (found === null || expected === null) {
      errors.push(found === expected ? 0 : Number.POSITIVE_INFINITY);
      return;
    }
    errors.push(found.present - expected.present);
    errors.push((found.mean - expected.mean) / expected.deviation);
    errors.push(found.deviation / expected.deviation - 1);
  });
  return Math.max(...errors.map(Math.abs));
}

/** As the server calls the n-th peer. */
export const peerName = (n: number): string => n.toString(16).padStart(16, '0');

/** Rows of a peer by chance: two columns of numbers, three classes, one column of categories. */
export const someShape: StatisticsShape = {
  numbers: [
    { centre: 4000, scale: 800 },
    { centre: 0, scale: 1 },
  ],
  classes: 3,
  categories: 1,
};

export function someRows(random: Random, rows: number, name: string): OwnSums {
  const shift = random.normal();
  const values = Array.from({ length: rows }, () => [shift + random.normal(), 3 + 0.1 * random.normal()]);
  const numbers = [0, 1].map((column) => {
    const there = values.map((row) => row[column]).filter(() => random.uniform() > 0.1);
    return {
      count: there.length,
      sum: there.reduce((sum, value) => sum + value, 0),
      squares: there.reduce((sum, value) => sum + value * value, 0),
    };
  });
  const classes = [0, 0, 0];
  for (let row = 0; row < rows; row++) classes[random.integer(2) + (rows % 2)] += 1;
  return { rows, numbers, classes, categories: [rows > 0 ? ['Everywhere', `of ${name}`] : []] };
}
