/** Who is at the other end, as far as addresses tell, and what each address has used of what it may. */
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { createTokenBucket, type TokenBucket } from '@hearsay/shared/util/token-bucket.ts';
import { BURST_SECONDS, type Limits } from './limits.ts';

/** Most addresses told apart; those beyond count as one. */
const MAX_ADDRESSES = 50_000;
/** New sockets of an address in a minute, and at once: two for each that it may have open, so that all may reconnect, and
 * some more, so that those that are too many hear why. */
const CONNECTS_A_SOCKET = 2;
const MORE_CONNECTS = 20;

/**
 * The address of who has sent a request. Of IPv6 the first half alone, since that is what one household or host is given.
 * @param trustProxy whether a proxy in front adds the address it saw at the end of X-Forwarded-For; without one in front
 * anybody could write anything there
 */
export function addressOf(request: IncomingMessage, trustProxy: boolean): string {
  const header = request.headers['x-forwarded-for'];
  const listed = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',');
  const forwarded = trustProxy ? withoutPort(listed[listed.length - 1].trim()) : '';
  return networkOf(isIP(forwarded) !== 0 ? forwarded : (request.socket.remoteAddress ?? ''));
}

/** Some proxies add the port. */
function withoutPort(text: string): string {
  return /^\[(.*)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
}

/** An IPv4 address as it is, also one in IPv6's clothes; of an IPv6 address its first 64 bits. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return mapped[1];
  if (isIP(address) !== 6) return address;
  const [head, tail] = address.split('%', 1)[0].split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  while (tail !== undefined && groups.length + after.length < 8) groups.push('0');
  const network = [...groups, ...after].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(':')}::/64`;
}

/** One address' share of the server. */
export interface AddressUse {
  /** Sockets that are open. */
  sockets: number;
  readonly connects: TokenBucket;
  readonly messages: TokenBucket;
}

export interface Addresses {
  /** The same for the same address for as long as it has sockets, or has not made up for what it used. */
  of(address: string): AddressUse;
  /** Forgets those of which there is nothing to remember. To be called now and then. */
  sweep(): void;
  /** How many are told apart now. */
  readonly size: number;
}

/** @param now milliseconds */
export function createAddresses(limits: Limits, now: () => number): Addresses {
  const known = new Map<string, AddressUse>();
  const connects = CONNECTS_A_SOCKET * limits.maxSocketsPerAddress + MORE_CONNECTS;
  const create = (): AddressUse => ({
    sockets: 0,
    connects: createTokenBucket(connects / 60, connects, now),
    messages: createTokenBucket(limits.maxRatePerAddress, BURST_SECONDS * limits.maxRatePerAddress, now),
  });
  const others = create();
  return {
    of(address) {
      const found = known.get(address);
      if (found) return found;
      if (known.size >= MAX_ADDRESSES) return others;
      const use = create();
      known.set(address, use);
      return use;
    },
    sweep() {
      for (const [address, { sockets, connects, messages }] of known) {
        if (sockets === 0 && connects.isFull() && messages.isFull()) known.delete(address);
      }
    },
    get size() {
      return known.size;
    },
  };
}
