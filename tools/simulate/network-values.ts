/** What `npm run simulate` can be told of links: how long, how wide, and who is late. */
import type { Bandwidth, Latency, SlowLinks } from '@hearsay/shared/simulation/network.ts';
import { decimal, integer, type Kind } from '../command-line/flags.ts';

/** A latency whose values are still in a file. */
export interface LatencyFile {
  readonly kind: 'file';
  readonly path: string;
}

const MOST_SECONDS = 1e4;
/** With more, the mean is more than a hundred times the median. */
const MOST_SIGMA = 3;
const seconds = decimal(0, MOST_SECONDS);
const bytes = decimal(0, 1e12);

/** Numbers with colons between, each of its kind and `least` of them at least; else null. */
function parts(given: string, kinds: readonly Kind<number>[], least = kinds.length): number[] | null {
  const texts = given.split(':');
  const values = texts.map((text, i) => kinds[i]?.parse(text) ?? null).filter((value) => value !== null);
  return values.length === texts.length && values.length >= least ? values : null;
}

const TRACE = 'trace:';

export const latencies: Kind<Latency | LatencyFile> = {
  allowed:
    `seconds from 0 to ${MOST_SECONDS}, uniform:FROM:TO, exponential:MEAN or exponential:MEAN:LEAST (on top of the ` +
    `least), lognormal:MEDIAN:SIGMA (SIGMA up to ${MOST_SIGMA}), or trace:FILE.csv of measured round trips in ms`,
  parse(given) {
    if (given.startsWith(TRACE)) {
      return given === TRACE ? null : { kind: 'file', path: given.slice(TRACE.length) };
    }
    const constant = seconds.parse(given);
    if (constant !== null) return constant;
    const [kind] = given.split(':', 1);
    const numbers = given.slice(kind.length + 1);
    if (kind === 'uniform') {
      const [from, to] = parts(numbers, [seconds, seconds]) ?? [1, 0];
      return from <= to ? { kind, from, to } : null;
    }
    if (kind === 'exponential') {
      const values = parts(numbers, [seconds, seconds], 1);
      return values && { kind, mean: values[0], least: values[1] ?? 0 };
    }
    if (kind === 'lognormal') {
      const values = parts(numbers, [seconds, decimal(0, MOST_SIGMA)]);
      return values && { kind, median: values[0], sigma: values[1] };
    }
    return null;
  },
};

export const bandwidths: Kind<Bandwidth> = {
  allowed:
    'bytes a second from 0 (any) to 1e12: of a peer’s uplink, UP:DOWN, or shared:RATE of one medium for all',
  parse(given) {
    const uplink = bytes.parse(given);
    if (uplink !== null) return uplink;
    if (given.startsWith('shared:')) {
      const shared = bytes.parse(given.slice('shared:'.length));
      return shared === null ? null : { shared };
    }
    const values = parts(given, [bytes, bytes]);
    return values && { up: values[0], down: values[1] };
  },
};

export const lateness: Kind<SlowLinks> = {
  allowed: 'ONE_IN:SECONDS such as 10:2, all to and from one peer in 10 taking 2 seconds more',
  parse(given) {
    const values = parts(given, [integer(1, 1e6), seconds]);
    return values && { oneIn: values[0], seconds: values[1] };
  },
};
