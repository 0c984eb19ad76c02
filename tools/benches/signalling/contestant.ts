/** A server that is measured, in a process of its own. It answers what it has used so far. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { startServer } from '@hearsay/signaling-server/server.ts';
import { socketOptions } from '@hearsay/signaling-server/signalling.ts';
import { PeerServer } from 'peer';
import { Server } from 'socket.io';
import { serveParent, settingOf } from './child.ts';
import { heapByConstructor } from './heap.ts';

export type Kind = 'hearsay' | 'socket.io' | 'peerjs';

export interface ContestantSetting {
  readonly kind: Kind;
  /** Where other processes of the same rooms are found. */
  readonly redis?: string;
  /** The limits as they are initially but for this one; without it, so high that nothing is refused. */
  readonly maxSocketsPerAddress?: number;
}

export type ContestantRequest = { readonly kind: 'usage' | 'settled-usage' | 'heap' };

export interface Usage {
  readonly port: number;
  /** Processor time since the start. */
  readonly cpuMicroseconds: number;
  readonly residentBytes: number;
  /** Of JavaScript, and what it holds outside. */
  readonly heapBytes: number;
  readonly outsideBytes: number;
  readonly heap?: readonly string[];
}

/** What nobody reaches: all load comes from one address. */
const PLENTY = 1_000_000;
const NO_LIMITS = {
  maxRate: PLENTY,
  maxRatePerAddress: PLENTY,
  maxSockets: PLENTY,
  maxSocketsPerAddress: PLENTY,
  maxPeers: PLENTY,
  maxRooms: PLENTY,
};
/** Introductions of the plain server, as many as those of this one in a room of twenty. */
const MOST_INTRODUCED = 8;
/** Milliseconds in which what is left over from the joins is cleared away. */
const SETTLE_MS = 1000;

async function startHearsay({ redis, maxSocketsPerAddress }: ContestantSetting): Promise<number> {
  const nothing = import.meta.dirname;
  const { port } = await startServer({
    port: 0,
    host: '127.0.0.1',
    clientDirectory: nothing,
    dataDirectory: nothing,
    limits: maxSocketsPerAddress === undefined ? NO_LIMITS : { maxSocketsPerAddress },
    redis: redis === undefined ? undefined : { url: redis },
  });
  return port;
}

/** What one writes in an afternoon: nothing is checked, and nothing bounded. */
function startSocketIo(): Promise<number> {
  const http = createServer();
  const io = new Server(http, socketOptions);
  io.on('connection', (socket) => {
    socket.on('join', ({ room }, answer) => {
      const others = [...(io.sockets.adapter.rooms.get(room) ?? [])];
      const peers = others.slice(-MOST_INTRODUCED);
      void socket.join(room);
      answer({ ok: true, id: socket.id, slot: others.length, size: others.length + 1, peers });
      for (const peer of peers) io.to(peer).emit('introduction', { peers: [socket.id] });
    });
    socket.on('signal', ({ to, session, handshake }, answer) => {
      io.to(to).emit('signal', { from: socket.id, session, handshake });
      answer({ ok: true });
    });
  });
  return listen(http);
}

function startPeerJs(): Promise<number> {
  return new Promise((resolve) => {
    const setting = { port: 0, host: '127.0.0.1', concurrent_limit: PLENTY };
    PeerServer(setting, (http) => resolve((http.address() as AddressInfo).port));
  });
}

function listen(http: ReturnType<typeof createServer>): Promise<number> {
  return new Promise((resolve) => {
    http.listen(0, '127.0.0.1', () => resolve((http.address() as AddressInfo).port));
  });
}

function start(setting: ContestantSetting): Promise<number> {
  if (setting.kind === 'hearsay') return startHearsay(setting);
  return setting.kind === 'socket.io' ? startSocketIo() : startPeerJs();
}

const port = await start(settingOf());

function usage(): Usage {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  return {
    port,
    cpuMicroseconds: user + system,
    residentBytes: rss,
    heapBytes: heapUsed,
    outsideBytes: external,
  };
}

serveParent<ContestantRequest, Usage>(async ({ kind }) => {
  if (kind !== 'usage') {
    await wait(SETTLE_MS);
    globalThis.gc?.();
    globalThis.gc?.();
  }
  return kind === 'heap' ? { ...usage(), heap: await heapByConstructor() } : usage();
});
