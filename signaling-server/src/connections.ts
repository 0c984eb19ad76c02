/**
 * The open TCP connections of a server, also those that became WebSockets, which Node forgets about. They are bounded, all of
 * them and those of one address: else one could open so many, and say nothing, that the others get none.
 */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { networkOf } from './addresses.ts';
import type { Refusals } from './refusals.ts';

/** Most connections at once; more are closed as they come. */
const MAX_CONNECTIONS = 20_000;
/** Most connections of one address for each socket that it may have open: a browser loads a page over six. */
const CONNECTIONS_A_SOCKET = 8;
/** Most bytes that wait in a connection whose other end does not read. Files wait on the disk. */
const MAX_UNSENT_BYTES = 4_000_000;

export interface Connections {
  /** Closes those whose other end does not read. To be called now and then. */
  sweep(): void;
  closeAll(): void;
}

/** @param socketsEach that an address may have open; null where addresses mean nothing */
export function trackConnections(http: Server, socketsEach: number | null, refusals: Refusals): Connections {
  http.maxConnections = MAX_CONNECTIONS;
  const most = socketsEach === null ? MAX_CONNECTIONS : CONNECTIONS_A_SOCKET * socketsEach;
  const connections = new Set<Socket>();
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
    connections.add(connection);
    connection.on('close', () => {
      connections.delete(connection);
      const left = (perAddress.get(address) ?? 1) - 1;
      if (left > 0) perAddress.set(address, left);
      else perAddress.delete(address);
    });
  });
  return {
    sweep() {
      for (const connection of connections) {
        if (connection.writableLength <= MAX_UNSENT_BYTES) continue;
        refusals.count('not-reading');
        connection.destroy();
      }
    },
    closeAll() {
      for (const connection of connections) connection.destroy();
    },
  };
}
