/**
 * What peers that mean well feel of floods: how long their handshakes and joins take while a flood is under way, by how long they
 * take in the same run without one. The server, the flood and those who feel it are processes of their own.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { idOf, joinedTab, OFFER, SESSION, type Tab } from '@hearsay/signaling-server/tab.fake.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Child, startChild } from '../../benches/signalling/child.ts';
import { type ServerProcess, startServerProcess } from '../../browsers/server-process.ts';
import type { Flood, FloodReply, FloodRequest } from './flooder.ts';

const HANDSHAKES = 150;
const JOINS = 30;
/** Milliseconds between two handshakes of one peer: as many as `maxRate` allows. */
const PAUSE_MS = 20;
/**
 * Most times as long. On two cores, of which a flood takes one and the server the other, it was 0.3 to 14; with pings that nobody
 * is cut off for it is 50, and where the server stands still for seconds it is hundreds.
 */
const MOST = 40;
const SIGNAL = { session: SESSION, handshake: OFFER };

let server: ServerProcess;
let flooder: Child<FloodRequest, FloodReply>;
let peers: Tab[] = [];
let newcomers = 10;
beforeAll(async () => {
  server = await startServerProcess({ address: '127.0.0.1', port: 0 });
  flooder = await startChild<FloodRequest, FloodReply>(
    fileURLToPath(new URL('flooder.ts', import.meta.url)),
    {
      port: server.port,
    },
  );
  peers = [await join(1), await join(2)];
  // What is compiled only once it is used often.
  await feel();
});
afterAll(async () => {
  for (const { socket } of peers) socket.disconnect();
  await flooder?.stop();
  await server?.kill();
});

const join = (number: number, room = 'quiet') =>
  joinedTab(`http://127.0.0.1:${server.port}`, { room, number });

interface Felt {
  /** Milliseconds on average, from when a handshake was sent until it has arrived and that is known. */
  readonly handshake: number;
  /** From when a connection was begun until it is in the room. */
  readonly join: number;
}

async function feel(): Promise<Felt> {
  const [first, second] = peers;
  const felt = { handshake: 0, join: 0 };
  for (let i = 0; i < HANDSHAKES; i++) {
    const beganAt = performance.now();
    const heard = second.next('signal');
    expect(await first.ask('signal', { to: idOf(2), ...SIGNAL })).toEqual({ ok: true });
    await heard;
    felt.handshake += (performance.now() - beganAt) / HANDSHAKES;
    await wait(PAUSE_MS);
  }
  for (let i = 0; i < JOINS; i++) {
    newcomers += 1;
    const beganAt = performance.now();
    // In a room of their own: nobody is introduced to so many that others are forgotten.
    const newcomer = await join(newcomers, 'next-door');
    felt.join += (performance.now() - beganAt) / JOINS;
    newcomer.socket.disconnect();
  }
  return felt;
}

it.each<[string, Flood, number]>([
  ['WebSocket pings', 'pings', 1],
  ['slow requests', 'slow', 1900],
  ['2,000 peers that never read', 'deaf', 1900],
])('%s keep nobody else waiting for long', async (what, flood, least) => {
  const quiet = await feel();
  const { clients } = await flooder.ask({ begin: flood });
  const during = await feel();
  const { clients: after } = await flooder.ask({ end: true });
  const times = { handshake: during.handshake / quiet.handshake, join: during.join / quiet.join };
  console.log(`${what}: ${clients} to ${after} clients`, quiet, during, times);
  expect(after).toBeGreaterThanOrEqual(least);
  expect(times.handshake).toBeLessThan(MOST);
  expect(times.join).toBeLessThan(MOST);
});
