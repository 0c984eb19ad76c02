/**
 * Who may open a socket, and how much each may send: before anything is known of rooms. A socket that is refused is opened all
 * the same, since only so a page gets to read why, and closed at once; an address that goes on and on gets no more answers.
 */
import type { IncomingMessage } from 'node:http';
import type { Socket as TcpSocket } from 'node:net';
import type { Refusal } from '@hearsay/shared/protocol/signalling.ts';
import { createTokenBucket, type TokenBucket } from '@hearsay/shared/util/token-bucket.ts';
import type { DefaultEventsMap, ExtendedError, Server, ServerOptions, Socket } from 'socket.io';
import { type AddressUse, addressOf, createAddresses } from './addresses.ts';
import { countControlFrames, SilentWebSocketServer } from './control-frames.ts';
import { BURST_SECONDS, costOf, type Limits } from './limits.ts';
import { isAllowedOrigin } from './origin.ts';
import type { Refusals } from './refusals.ts';

/** Milliseconds after which a refused socket that has not asked why is closed. */
const REFUSED_MS = 5000;
/** Milliseconds after which the connection of one that floods is torn down. */
const CUT_OFF_MS = 500;
/** Most bytes that wait for a socket whose other end does not read. */
const MAX_UNSENT_BYTES = 1_000_000;

/** A socket as engine.io has it, under socket.io. */
type Connection = Socket['conn'];
type AnyServer = Server<DefaultEventsMap, DefaultEventsMap>;

interface Opened {
  readonly from: string;
  /** As it was when it was opened. */
  readonly tcp: TcpSocket;
  readonly address: AddressUse;
  readonly bucket: TokenBucket;
  readonly refusal: Refusal | null;
  isCutOff: boolean;
}

export interface GateOptions {
  readonly limits: Limits;
  readonly allowedOrigins: readonly string[];
  readonly trustProxy: boolean;
  readonly refusals: Refusals;
  /** Milliseconds. */
  readonly now: () => number;
}

export interface Gate {
  /** What the socket.io server must be created with. */
  readonly options: Partial<ServerOptions>;
  /** To be called before anything else listens to `io`. */
  attach(io: AnyServer): void;
  /** Open sockets, but for those that are refused. */
  readonly sockets: number;
  /** What a socket, or its address, is to be told where it has sent more than it may; else null. */
  tooFast(connection: Connection): Refusal | null;
  /** For what costs more than to read it. @param tokens see `costOf` */
  charge(connection: Connection, tokens: number): void;
  /** Which share of the server it counts for. */
  addressOf(connection: Connection): string;
  /** To be called now and then. */
  sweep(): void;
}

export function createGate({ limits, allowedOrigins, trustProxy, refusals, now }: GateOptions): Gate {
  const addresses = createAddresses(limits, now);
  const opened = new WeakMap<Connection, Opened>();
  let sockets = 0;

  function refusalOf(request: IncomingMessage, address: AddressUse): Refusal | null {
    if (!isAllowedOrigin(request, allowedOrigins, trustProxy)) {
      const message = `This server is not for pages from ${String(request.headers.origin).slice(0, 100)}. Whoever runs it can allow them with --allow-origin.`;
      return { reason: 'foreign-origin', message };
    }
    if (sockets >= limits.maxSockets) {
      return { reason: 'server-full', message: 'The server is full. Try again later.' };
    }
    if (address.sockets >= limits.maxSocketsPerAddress) {
      const message = `There are ${address.sockets} tabs from your address already, which is the most. Close some, or have whoever runs the server raise --max-sockets-per-address.`;
      return { reason: 'too-many-sockets', message };
    }
    return null;
  }

  /** @returns what the socket has left */
  function spend({ address, bucket }: Opened, tokens: number): number {
    const left = bucket.take(tokens);
    // Who floods by itself does not use up what the others of its address have.
    if (left >= 0 && address.messages.level() >= 0) address.messages.take(tokens);
    return left;
  }

  /** @returns whether it may send that */
  function take(connection: Connection, one: Opened, tokens: number): boolean {
    if (one.isCutOff) return false;
    const left = spend(one, tokens);
    // As much again after it was told to stop.
    if (left <= -BURST_SECONDS * limits.maxRate) {
      one.isCutOff = true;
      refusals.count('flood');
      cutOff(connection, one.tcp);
    }
    return left >= 0;
  }

  function open(connection: Connection): void {
    const { request } = connection;
    const from = addressOf(request, trustProxy);
    const address = addresses.of(from);
    const refusal = refusalOf(request, address);
    const bucket = createTokenBucket(limits.maxRate, BURST_SECONDS * limits.maxRate, now);
    const one: Opened = { from, tcp: request.socket, address, bucket, refusal, isCutOff: false };
    opened.set(connection, one);
    if (refusal) {
      refusals.count(refusal.reason);
      const timer = setTimeout(() => connection.close(true), REFUSED_MS);
      connection.on('close', () => clearTimeout(timer));
    } else {
      sockets += 1;
      address.sockets += 1;
      connection.on('close', () => {
        sockets -= 1;
        address.sockets -= 1;
      });
    }
    connection.on('packet', ({ data }) => take(connection, one, costOf(lengthOf(data))));
    countControlFrames(connection, () => take(connection, one, 1));
    closeWhenUnread(connection, () => refusals.count('not-reading'));
  }

  return {
    options: {
      maxHttpBufferSize: limits.maxMessageBytes,
      wsEngine: SilentWebSocketServer,
      allowRequest(request, decide) {
        const { connects } = addresses.of(addressOf(request, trustProxy));
        const allowed = connects.level() >= 1;
        if (allowed) connects.take(1);
        else refusals.count('too-many-connects');
        decide(allowed ? null : 'Too many connections from your address. Try again in a minute.', allowed);
      },
    },
    attach(io) {
      io.engine.on('connection', open);
      io.use((socket, next) => {
        const refusal = opened.get(socket.conn)?.refusal;
        forgetRequest(socket);
        if (!refusal) return next();
        next(explained(refusal));
        // After the refusal itself, which is sent later than now.
        setImmediate(() => socket.conn.close());
      });
    },
    get sockets() {
      return sockets;
    },
    tooFast(connection) {
      const one = opened.get(connection);
      if (!one) return null;
      if (one.bucket.level() < 0) {
        return { reason: 'too-fast', message: 'This tab asks for too much at once. Wait a few seconds.' };
      }
      if (one.address.messages.level() >= 0) return null;
      const message = 'The tabs at your address ask for too much at once. Wait a few seconds.';
      return { reason: 'too-fast', message };
    },
    charge(connection, tokens) {
      const one = opened.get(connection);
      if (one) spend(one, tokens);
    },
    addressOf: (connection) => opened.get(connection)?.from ?? '',
    sweep: addresses.sweep,
  };
}

/**
 * Drops the HTTP request that opened a socket, with all its headers: all that is read of it was read. socket.io keeps it for as long
 * as the socket is open, which is a fifth of the memory of one.
 */
function forgetRequest(socket: Pick<Socket, 'conn' | 'handshake'>): void {
  Object.assign(socket.conn, { request: undefined });
  socket.handshake.headers = {};
}

/** An error that socket.io sends to the client, as the `connect_error` of its socket. */
function explained({ reason, message }: Refusal): ExtendedError {
  return Object.assign(new Error(message), { data: { reason, message } });
}

/** Ends a connection whose other end may go on to send: what it sends is not read any more. */
function cutOff(connection: Connection, tcp: TcpSocket): void {
  tcp.pause();
  connection.close(true);
  // What it was told is on its way by then.
  setTimeout(() => tcp.destroy(), CUT_OFF_MS).unref();
}

/** Closes a connection when what waits to be sent is more than `MAX_UNSENT_BYTES`. */
function closeWhenUnread(connection: Connection, onClosed: () => void): void {
  let unsent = 0;
  connection.on('packetCreate', ({ data }) => {
    unsent += lengthOf(data);
    if (unsent <= MAX_UNSENT_BYTES) return;
    unsent = Number.NEGATIVE_INFINITY;
    onClosed();
    // Not in the middle of its sending.
    setImmediate(() => connection.close(true));
  });
  connection.on('flush', () => {
    unsent = Math.min(unsent, 0);
  });
}

/** Of text in characters, which is near enough. */
function lengthOf(data: unknown): number {
  return typeof data === 'string' || Buffer.isBuffer(data) ? data.length : 0;
}
