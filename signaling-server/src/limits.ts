/** What the server puts up with. The initial values suit a class of 40 behind one address, and several such classes. */

export interface Limits {
  /** Longest message read from a socket, in bytes. */
  readonly maxMessageBytes: number;
  /** Messages a second that a socket may send for long; ten times as many at once. See `costOf` for what one counts. */
  readonly maxRate: number;
  /** The same for all sockets of an address together. */
  readonly maxRatePerAddress: number;
  /** Open sockets, of everybody and of one address. */
  readonly maxSockets: number;
  readonly maxSocketsPerAddress: number;
  /** Peers in one room. */
  readonly maxPeers: number;
  readonly maxRooms: number;
  /** Hours after which a room is closed whose peers have asked for nothing. */
  readonly maxIdleHours: number;
  /** Seconds in which a request has to have come whole. */
  readonly maxRequestSeconds: number;
}

interface LimitOption {
  readonly initial: number;
  readonly least: number;
  readonly most: number;
  /** A few words for the help. */
  readonly help: string;
}

export const LIMIT_OPTIONS: { readonly [Name in keyof Limits]: LimitOption } = {
  // The longest handshake, with room for its JSON escapes.
  maxMessageBytes: { initial: 100_000, least: 10_000, most: 10_000_000, help: 'longest message, in bytes' },
  maxRate: { initial: 50, least: 1, most: 1_000_000, help: 'messages a second from one socket' },
  maxRatePerAddress: {
    initial: 2000,
    least: 1,
    most: 1_000_000,
    help: 'messages a second from one address',
  },
  maxSockets: { initial: 10_000, least: 1, most: 1_000_000, help: 'open sockets' },
  maxSocketsPerAddress: {
    // A lecture, behind the one address of its hall.
    initial: 512,
    least: 1,
    most: 1_000_000,
    help: 'open sockets of one address; tabs of one network share it',
  },
  maxPeers: { initial: 1000, least: 1, most: 1_000_000, help: 'peers in one room' },
  maxRooms: { initial: 1000, least: 1, most: 1_000_000, help: 'rooms' },
  maxIdleHours: {
    initial: 24,
    least: 1,
    most: 10_000,
    help: 'hours after which a room without any signalling is closed',
  },
  maxRequestSeconds: {
    initial: 15,
    least: 1,
    most: 3600,
    help: 'seconds in which a request has to have come whole',
  },
};

export const LIMIT_NAMES = Object.keys(LIMIT_OPTIONS) as (keyof Limits)[];

/** A limit as it is typed: `maxRate` is `max-rate`. */
export const optionOf = (name: keyof Limits): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

export const DEFAULT_LIMITS: Limits = {
  maxMessageBytes: LIMIT_OPTIONS.maxMessageBytes.initial,
  maxRate: LIMIT_OPTIONS.maxRate.initial,
  maxRatePerAddress: LIMIT_OPTIONS.maxRatePerAddress.initial,
  maxSockets: LIMIT_OPTIONS.maxSockets.initial,
  maxSocketsPerAddress: LIMIT_OPTIONS.maxSocketsPerAddress.initial,
  maxPeers: LIMIT_OPTIONS.maxPeers.initial,
  maxRooms: LIMIT_OPTIONS.maxRooms.initial,
  maxIdleHours: LIMIT_OPTIONS.maxIdleHours.initial,
  maxRequestSeconds: LIMIT_OPTIONS.maxRequestSeconds.initial,
};

/** Seconds' worth of messages that may come at once: a tab that meets twenty others sends some 200. */
export const BURST_SECONDS = 10;

/** Bytes that count as a message of their own. */
const BYTES_A_TOKEN = 4096;

/** What a message of that length counts against the rates: a long one as many short ones. */
export const costOf = (bytes: number): number => 1 + Math.floor(bytes / BYTES_A_TOKEN);
