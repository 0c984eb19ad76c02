/** A server with limits, for tests: tabs that join it, and others that must not notice what these do. */
import type { Refusal } from '@hearsay/shared/protocol/signalling.ts';
import { expect } from 'vitest';
import { type RunningServer, type ServerSettings, startServer } from './server.ts';
import {
  createTab,
  idOf,
  joinedTab,
  OFFER,
  outcomeOf,
  SESSION,
  type Tab,
  type TabOptions,
} from './tab.fake.ts';

/** On loopback every address of 127.0.0.0/8 is this machine. */
export const ELSEWHERE = { localAddress: '127.0.0.2' };
export const SIGNAL = { session: SESSION, handshake: OFFER };

export type JoinedTab = Awaited<ReturnType<typeof joinedTab>>;

export interface LimitedServer {
  /** Ends what was started before. */
  start(settings?: Partial<ServerSettings>): Promise<void>;
  /** The one that was started last. */
  readonly server: RunningServer;
  open(options?: TabOptions): Tab;
  /** By default in the room `a`. */
  join(number: number, options?: TabOptions & { room?: string; known?: string[] }): Promise<JoinedTab>;
  /** Two that are in a room of their own, at another address. @returns a check that they get on as if nothing was */
  bystanders(): Promise<() => Promise<void>>;
  /** To be called after each test. */
  end(): Promise<void>;
}

export function createLimitedServer(): LimitedServer {
  let server: RunningServer | null = null;
  let tabs: Tab[] = [];
  const running = (): RunningServer => {
    if (server === null) throw new Error('No server was started.');
    return server;
  };

  async function start(settings: Partial<ServerSettings> = {}): Promise<void> {
    await server?.close();
    server = await startServer({
      port: 0,
      host: '127.0.0.1',
      clientDirectory: '/nonexistent',
      dataDirectory: '/nonexistent',
      ...settings,
    });
  }

  function open(options: TabOptions = {}): Tab {
    const tab = createTab(running().url, options);
    tabs.push(tab);
    return tab;
  }

  const join: LimitedServer['join'] = async (number, { room = 'a', known = [], ...rest } = {}) => {
    const tab = await joinedTab(running().url, { room, number, known }, rest);
    tabs.push(tab);
    return tab;
  };

  async function bystanders() {
    const first = await join(1001, { room: 'quiet', ...ELSEWHERE });
    const second = await join(1002, { room: 'quiet', ...ELSEWHERE });
    let newcomers = 1003;
    return async () => {
      expect(await first.ask('signal', { to: idOf(1002), ...SIGNAL })).toEqual({ ok: true });
      expect(await second.next('signal')).toMatchObject({ from: idOf(1001) });
      const newcomer = await join(newcomers++, { room: 'quiet', ...ELSEWHERE });
      expect(newcomer.joined.peers).toContain(idOf(1001));
      newcomer.socket.disconnect();
      expect([first, second].every(({ socket }) => socket.connected)).toBe(true);
    };
  }

  return {
    start,
    get server() {
      return running();
    },
    open,
    join,
    bystanders,
    async end() {
      for (const tab of tabs) tab.socket.disconnect();
      tabs = [];
      await server?.close();
      server = null;
    },
  };
}

export async function refusalOf(tab: Tab): Promise<Refusal> {
  const outcome = await outcomeOf(tab);
  if (outcome === 'connected') throw new Error('It was not refused.');
  return outcome.data as Refusal;
}
