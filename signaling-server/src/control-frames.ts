/**
 * WebSocket's own pings and pongs. They are no messages, so socket.io never hears of them, and ws answers each ping by itself: eight
 * sockets that send nothing else would keep the server busy. Here each counts as a message, and pings beyond what a socket may
 * send are not answered. No browser sends any.
 */
import type { Socket } from 'socket.io';
import { type ServerOptions, WebSocket, WebSocketServer } from 'ws';

type Connection = Socket['conn'];

/** What engine.io makes its WebSockets with: ones that leave pings to whoever listens. */
export class SilentWebSocketServer extends WebSocketServer {
  constructor(options: ServerOptions) {
    super({ ...options, autoPong: false });
  }
}

/** @param take called for each @returns by `take`: whether the socket may send it */
export function countControlFrames(connection: Connection, take: () => boolean): void {
  count(connection, take);
  // Only what began otherwise becomes a WebSocket later.
  if (connection.transport.name !== 'websocket') connection.on('upgrade', () => count(connection, take));
}

function count({ transport }: Connection, take: () => boolean): void {
  if (!('socket' in transport && transport.socket instanceof WebSocket)) return;
  const { socket } = transport;
  socket.on('ping', (data) => {
    if (take()) socket.pong(data);
  });
  socket.on('pong', take);
}
