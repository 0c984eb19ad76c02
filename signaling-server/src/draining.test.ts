import { afterEach, beforeEach, expect, it } from 'vitest';
import { type RunningServer, startServer } from './server.ts';
import { createTab, joinedTab, outcomeOf, type Tab, tokenOf } from './tab.fake.ts';

const FILES = { clientDirectory: '/nowhere', dataDirectory: '/nowhere' };

let server: RunningServer;
/** Lets the time pass that the server waits for. */
let pass: () => void;
let waits: number[];
beforeEach(async () => {
  waits = [];
  pass = () => {};
  const wait = (milliseconds: number): Promise<void> => {
    waits.push(milliseconds);
    return new Promise((resolve) => {
      pass = resolve;
    });
  };
  server = await startServer({ port: 0, host: '127.0.0.1', ...FILES, wait });
});
afterEach(() => server.close());

const ready = async (): Promise<unknown> => {
  const response = await fetch(`${server.url}/ready`);
  return [response.status, await response.json()];
};

/** Resolves to why it was disconnected. */
const ended = ({ socket }: Tab): Promise<string> =>
  new Promise((resolve) => socket.once('disconnect', resolve));

it('takes nobody any more, and lets go of those that are there, some at a time', async () => {
  const tabs = [];
  for (let number = 1; number <= 20; number++) tabs.push(await joinedTab(server.url, { room: 'x', number }));
  const early = createTab(server.url);
  await outcomeOf(early);
  expect(await ready()).toEqual([200, { status: 'ready' }]);
  const ends = tabs.map(ended);

  const drained = server.drain(200);
  expect(await ready()).toEqual([503, { status: 'draining' }]);
  // Those that came first go first; half of all by now.
  await Promise.all(ends.slice(0, 9));
  const left = tabs.slice(10);
  expect(left.every(({ socket }) => socket.connected)).toBe(true);
  // Nobody is told to drop links to those that have only lost the server.
  expect(left.flatMap(({ received }) => received.filter(([event]) => event === 'left'))).toEqual([]);
  expect((await fetch(`${server.url}/health`)).status).toBe(200);
  expect(await outcomeOf(createTab(server.url))).toBeInstanceOf(Error);
  // Who asks on a connection from before loses it, and tries again.
  const refused = ended(early);
  early.socket.emit('join', { room: 'x', token: tokenOf(99) });
  expect(await refused).toBe('transport close');

  pass();
  // As if the connection had broken: so that all come back by themselves.
  expect(new Set(await Promise.all(ends))).toEqual(new Set(['transport close']));
  await drained;
  expect(waits).toEqual([100]);
  await expect(fetch(`${server.url}/ready`)).rejects.toThrow();
});

it('takes no longer than it may, and no time for nobody', async () => {
  await server.drain(60_000);
  expect(waits).toEqual([]);
});
