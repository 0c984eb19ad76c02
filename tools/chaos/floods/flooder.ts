/** Clients that mean a server no good, in a process of their own, from many addresses of this machine; one flood after the other. */
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { serveParent, settingOf } from '../../benches/signalling/child.ts';

/** `begin` answers when the flood is under way. */
export type FloodRequest = { readonly begin: Flood } | { readonly end: true };
export type Flood = 'pings' | 'slow' | 'deaf';
export interface FloodReply {
  /** Clients that are there. */
  readonly clients: number;
}

const { port } = settingOf<{ readonly port: number }>();

/** Loopback's, of which 127.0.0.1 is left to others. */
const ADDRESSES = 8;
const addressOf = (client: number): string => `127.0.1.${1 + (client % ADDRESSES)}`;
/** Milliseconds before one that was cut off comes back. */
const BACK_MS = 100;

const PINGERS = 32;
const PINGS_AT_ONCE = 500;
const PING_PAUSE_MS = 5;

const SLOW = 2000;
const SLOW_BYTE_MS = 200;

const DEAF = 2000;
const ROOM = 1000;
/** Who is deaf says that it is there, so as not to be taken for dead. Milliseconds. */
const PONG_MS = 4000;
/** Milliseconds between two joins or leaves of which all who are deaf are told. */
const STIR_MS = 100;

let isOver = false;
let ends: (() => void)[] = [];
let clients = 0;

function every(milliseconds: number, act: () => void): void {
  const timer = setInterval(act, milliseconds);
  ends.push(() => clearInterval(timer));
}

/** A WebSocket to the server, as engine.io takes it. */
function open(client: number): WebSocket {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`, {
    localAddress: addressOf(client),
    perMessageDeflate: false,
  });
  socket.on('error', () => {});
  ends.push(() => socket.terminate());
  return socket;
}

/** Sends pings without end, and comes back when it was cut off. */
function ping(client: number): void {
  const socket = open(client);
  socket.on('open', () => {
    clients += 1;
    const timer = setInterval(() => {
      for (let i = 0; i < PINGS_AT_ONCE && socket.readyState === WebSocket.OPEN; i++) socket.ping();
    }, PING_PAUSE_MS);
    socket.on('close', () => {
      clients -= 1;
      clearInterval(timer);
    });
  });
  socket.on('close', () => {
    if (!isOver) setTimeout(ping, BACK_MS, client);
  });
}

/** Asks for something, a byte at a time, and begins anew when it was cut off. */
function askSlowly(client: number, slow: Map<number, Socket>): void {
  const socket = connect({ port, host: '127.0.0.1', localAddress: addressOf(client) });
  socket.on('error', () => {});
  socket.on('connect', () => socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: '));
  socket.on('close', () => {
    slow.delete(client);
    if (!isOver) setTimeout(askSlowly, BACK_MS, client, slow);
  });
  socket.resume();
  slow.set(client, socket);
}

/** Joins a room. @returns its socket, from which nothing is read any more where it is deaf */
function join(client: number, isDeaf: boolean): Promise<WebSocket> {
  return new Promise((resolve) => {
    const socket = open(client);
    socket.on('message', (data) => {
      const text = String(data);
      if (text.startsWith('0')) socket.send('40');
      else if (text.startsWith('40')) socket.send(`420["join",${JSON.stringify(entryOf(client))}]`);
      else if (text === '2') socket.send('3');
      else if (text.startsWith('430')) {
        if (isDeaf) socket.pause();
        resolve(socket);
      }
    });
    socket.on('close', () => resolve(socket));
  });
}

const entryOf = (client: number): object => ({
  room: `deaf-${Math.floor(client / ROOM) % Math.ceil(DEAF / ROOM)}`,
  token: client.toString(16).padStart(32, 'f'),
});

async function fillWithDeaf(): Promise<void> {
  const deaf: WebSocket[] = [];
  // A place in each room is left for one that comes and goes.
  for (let client = 0; client < DEAF; client += 50) {
    const places = Array.from({ length: 50 }, (_, place) => client + place).filter(
      (place) => (place + 1) % ROOM > 0,
    );
    deaf.push(...(await Promise.all(places.map((place) => join(place, true)))));
  }
  every(PONG_MS, () => {
    for (const socket of deaf) if (socket.readyState === WebSocket.OPEN) socket.send('3');
    clients = deaf.filter(({ readyState }) => readyState === WebSocket.OPEN).length;
  });
  clients = deaf.filter(({ readyState }) => readyState === WebSocket.OPEN).length;
  const restless = await Promise.all([join(ROOM - 1, false), join(DEAF - 1, false)]);
  let isIn = true;
  every(STIR_MS, () => {
    isIn = !isIn;
    for (const [room, socket] of restless.entries()) {
      if (socket.readyState !== WebSocket.OPEN) continue;
      const event = isIn ? ['join', entryOf(room === 0 ? ROOM - 1 : DEAF - 1)] : ['leave'];
      socket.send(`421${JSON.stringify(event)}`);
    }
  });
}

const FLOODS: Readonly<Record<Flood, () => Promise<void>>> = {
  async pings() {
    for (let client = 0; client < PINGERS; client++) ping(client);
    await wait(1000);
  },
  async slow() {
    const slow = new Map<number, Socket>();
    for (let client = 0; client < SLOW; client++) askSlowly(client, slow);
    every(SLOW_BYTE_MS, () => {
      for (const socket of slow.values()) if (socket.writable) socket.write('x');
      clients = slow.size;
    });
    ends.push(() => {
      for (const socket of slow.values()) socket.destroy();
    });
    await wait(1000);
  },
  deaf: fillWithDeaf,
};

serveParent<FloodRequest, FloodReply>(async (request) => {
  if ('begin' in request) {
    isOver = false;
    await FLOODS[request.begin]();
  } else {
    isOver = true;
    for (const end of ends) end();
    ends = [];
  }
  return { clients };
});
