/**
 * The open TCP connections of a server, also those that became WebSockets, which Node forgets about. They are bounded, all of
 * them and those of one address: else one could open so many, and say nothing, that the others get none.
 */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { createTokenBucket, type TokenBucket } from '@hearsay/shared/util/token-bucket.ts';
import { networkOf } from './addresses.ts';
import type { RefusalReason, Refusals } from './refusals.ts';

/** Most connections at once, at least, and for each socket that may be open; more are closed as they come. */
const LEAST_CONNECTIONS = 20_000;
const CONNECTIONS_FOR_A_SOCKET = 2;
/** Most connections of one address for each socket that it may have open: a browser loads a page over six. */
const CONNECTIONS_A_SOCKET = 8;
/** Bytes a second that are read from a connection for long, and how many at once: several times what messages may come to. What
 * is more cannot be meant well, such as empty parts of a message that never ends. */
const BYTES_PER_SECOND = 500_000;
const BYTES_AT_ONCE = 10_000_000;
/** Fewer than these are counted later, together with more: most connections have sent next to nothing since they were last looked at. */
const BYTES_TO_COUNT = 50_000;
/** Most bytes that wait in a connection whose other end does not read. Files wait on the disk. */
const MAX_UNSENT_BYTES = 4_000_000;

export interface Connections {
  /** Closes those whose other end does not read. To be called now and then. */
  sweep(): void;
  closeAll(): void;
}

/** What was read from a connection, and what may be. */
interface Read {
  bytes: number;
  /** Made when there is something to count. */
  bucket: TokenBucket | null;
}

/** @param sockets that may be open @param socketsEach that an address may have open; null where addresses mean nothing @param now milliseconds */
export function trackConnections(
  http: Server,
  sockets: number,
  socketsEach: number | null,
  refusals: Refusals,
  now: () => number,
): Connections {
  const all = Math.max(LEAST_CONNECTIONS, CONNECTIONS_FOR_A_SOCKET * sockets);
  http.maxConnections = all;
  const most = socketsEach === null ? all : CONNECTIONS_A_SOCKET * socketsEach;
  const connections = new Map<Socket, Read>();
  const perAddress = new Map<string, number>();
  http.on('connection', (connection) => {
    const address = networkOf(connection.remoteAddress ?? '');
    const count = (perAddress.get(address) ?? 0) + 1;
    if (count > most) {
      refusals.count('too-many-connections');
      connection.destroy();
      return;
    }
    perAddress.set(address, count);
    connections.set(connection, { bytes: 0, bucket: null });
    connection.on('close', () => {
      connections.delete(connection);
      const left = (perAddress.get(address) ?? 1) - 1;
      if (left > 0) perAddress.set(address, left);
      else perAddress.delete(address);
    });
  });
  // What waits to be sent over TLS waits in a socket around the connection.
  http.on('secureConnection', (encrypted: Socket) => {
    connections.set(encrypted, { bytes: 0, bucket: null });
    encrypted.on('close', () => connections.delete(encrypted));
  });
  return {
    sweep() {
      for (const [connection, read] of connections) {
        const reason = reasonToClose(connection, read, now);
        if (reason === null) continue;
        refusals.count(reason);
        connection.destroy();
      }
    },
    closeAll() {
      for (const connection of connections.keys()) connection.destroy();
    },
  };
}

function reasonToClose(connection: Socket, read: Read, now: () => number): RefusalReason | null {
  const more = connection.bytesRead - read.bytes;
  if (more >= BYTES_TO_COUNT) {
    read.bytes += more;
    read.bucket ??= createTokenBucket(BYTES_PER_SECOND, BYTES_AT_ONCE, now);
    if (read.bucket.take(more) < 0) return 'flood';
  }
  return connection.writableLength > MAX_UNSENT_BYTES ? 'not-reading' : null;
}
