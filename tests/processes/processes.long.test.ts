/** Several server processes on a real Redis: one is killed, one is told to stop, and Redis itself begins anew. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { toBase64Url } from '@hearsay/shared/util/base64url.ts';
import { joinedTab, OFFER, SESSION } from '@hearsay/signaling-server/tab.fake.ts';
import { ensurePrograms } from '@hearsay/tools/browsers/find-browsers.mjs';
import { createRedisProcess, type RedisProcess } from '@hearsay/tools/redis/redis-process.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

const MAIN = join(import.meta.dirname, '../../signaling-server/src/main.ts');
const ROOM = 'lecture';
const SIGNAL = { session: SESSION, handshake: OFFER };

type Tab = Awaited<ReturnType<typeof joinedTab>>;

let redis: RedisProcess;
const children = new Set<ChildProcess>();
let tabs: Tab[] = [];
beforeAll(async () => {
  ensurePrograms(['redis'], 'Several processes');
  redis = await createRedisProcess();
  await redis.start();
});
afterEach(() => {
  for (const { socket } of tabs) socket.disconnect();
  tabs = [];
  for (const child of children) child.kill('SIGKILL');
  children.clear();
});
afterAll(() => redis?.stop());

interface Process {
  readonly url: string;
  readonly child: ChildProcess;
  health(): Promise<{ peers: number; rooms: number; sockets: number }>;
}

async function startProcess(): Promise<Process> {
  const options = ['--port', '0', '--host', '127.0.0.1', '--redis', redis.url];
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, ...options]);
  children.add(child);
  let said = '';
  child.stderr.on('data', (text) => {
    said += text;
  });
  for await (const text of child.stdout) {
    said += text;
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
    if (url === undefined || !said.includes('Ctrl-C')) continue;
    child.stdout.resume();
    return { url, child, health: async () => (await fetch(`${url}/health`)).json() };
  }
  throw new Error(`The server has ended: ${said}`);
}

async function enter(of: Process, number: number, slot?: number, known: string[] = []): Promise<Tab> {
  const tab = await joinedTab(of.url, { room: ROOM, number, slot, known });
  tabs.push(tab);
  return tab;
}

/** Comes back by another process, as a tab does whose server is gone: again and again until it is in. */
async function comeBack(of: Process, number: number, { joined }: Tab, known: string[]) {
  for (;;) {
    const tab = await enter(of, number, joined.slot, known).catch(() => null);
    if (tab) return tab;
  }
}

async function expectRelay(from: Tab, to: Tab): Promise<void> {
  // Whom it was not introduced to it asks for.
  await to.ask('introduce', { count: 1, known: [from.joined.id] });
  expect(await from.ask('signal', { to: to.joined.id, ...SIGNAL })).toEqual({ ok: true });
  expect(await to.next('signal')).toMatchObject({ from: from.joined.id });
}

describe('two processes on one Redis', () => {
  it('serve one room, and go on in it when the one that served it is killed', async () => {
    const [a, b] = [await startProcess(), await startProcess()];
    const atA = [await enter(a, 0), await enter(a, 1), await enter(a, 2)];
    const atB = [await enter(b, 3), await enter(b, 4)];
    expect([...atA, ...atB].map(({ joined }) => joined.slot)).toEqual([0, 1, 2, 3, 4]);
    expect([await a.health(), await b.health()]).toMatchObject([
      { peers: 5, sockets: 3 },
      { peers: 0, sockets: 2 },
    ]);
    await expectRelay(atA[0], atB[0]);
    await expectRelay(atB[1], atA[2]);

    a.child.kill('SIGKILL');
    const killedAt = performance.now();
    const newcomer = enter(b, 5);
    const known = atB.map(({ joined }) => joined.id);
    const back = await Promise.all(atA.map((tab, number) => comeBack(b, number, tab, known)));
    const seconds = (performance.now() - killedAt) / 1000;
    console.log(`All were back ${seconds.toFixed(2)} s after their process was killed.`);
    expect(back.map(({ joined: { id, slot } }) => [id, slot])).toEqual(
      atA.map(({ joined: { id, slot } }) => [id, slot]),
    );
    expect((await newcomer).joined.slot).toBe(5);
    expect(atB.every(({ socket }) => socket.connected)).toBe(true);
    await expectRelay(back[0], atB[0]);
    await expectRelay(atB[1], back[2]);
    expect(await b.health()).toMatchObject({ rooms: 1, peers: 6, sockets: 6 });
  });

  it('keep a room for those who have its key, when the one that served it is killed', async () => {
    const [a, b] = [await startProcess(), await startProcess()];
    const keys = [7, 8].map((byte) => toBase64Url(new Uint8Array(16).fill(byte)));
    const keyed = async (of: Process, number: number, key: string | undefined) => {
      const tab = await joinedTab(of.url, { room: 'keyed', key, number });
      tabs.push(tab);
      return tab.joined.slot;
    };
    expect([await keyed(a, 0, keys[0]), await keyed(b, 1, keys[0])]).toEqual([0, 1]);
    await expect(keyed(b, 2, keys[1])).rejects.toThrow('protected by another key');
    a.child.kill('SIGKILL');
    await expect.poll(async () => (await b.health()).rooms, { timeout: 15_000 }).toBe(1);
    await expect(keyed(b, 2, keys[1])).rejects.toThrow('protected by another key');
    await expect(keyed(b, 2, undefined)).rejects.toThrow('Reload the page.');
    expect(await keyed(b, 0, keys[0])).toBe(0);
  });

  it('go on when one is told to stop and the next version takes its place', async () => {
    const [a, b] = [await startProcess(), await startProcess()];
    const atA = [await enter(a, 0), await enter(a, 1)];
    const atB = await enter(b, 2);
    const next = await startProcess();
    const ended = once(a.child, 'close');
    a.child.kill('SIGTERM');
    const back = await Promise.all(atA.map((tab, number) => comeBack(next, number, tab, [atB.joined.id])));
    expect(back.map(({ joined }) => joined.slot)).toEqual([0, 1]);
    expect((await ended)[0]).toBe(0);
    expect(atB.socket.connected).toBe(true);
    await expectRelay(back[0], atB);
    await expectRelay(atB, back[1]);
  });

  it('keep their rooms when Redis begins anew with nothing', async () => {
    const [a, b] = [await startProcess(), await startProcess()];
    const [first, second] = [await enter(a, 0), await enter(b, 1)];
    await redis.stop();
    // What needs nobody else is served meanwhile.
    expect(await first.ask('introduce', { count: 5, known: [] })).toMatchObject({ ok: true });
    await redis.start();
    const [third, fourth] = await Promise.all([enter(a, 2), enter(b, 3)]);
    const all = [first, second, third, fourth];
    expect(new Set(all.map(({ joined }) => joined.slot)).size).toBe(4);
    expect(all.every(({ socket }) => socket.connected)).toBe(true);
    await expectRelay(first, fourth);
    await expectRelay(second, third);
    expect((await a.health()).peers + (await b.health()).peers).toBe(4);
  });
});

it('a server says in one line that Redis cannot be reached', async () => {
  const options = ['--port', '0', '--host', '127.0.0.1', '--redis', 'redis://127.0.0.1:1'];
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, ...options]);
  children.add(child);
  let said = '';
  child.stderr.on('data', (text) => {
    said += text;
  });
  const [code] = await once(child, 'close');
  expect(code).toBe(1);
  expect(said).toMatch(/^Redis cannot be reached at 127\.0\.0\.1:1: .*\n$/);
  // So that a reader of the log sees nothing of a password.
  expect(said).not.toContain('redis://');
});
