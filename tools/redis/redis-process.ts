/** A Redis of a test's or a bench's own, on a port of its own, that keeps nothing on the disk. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { find } from '../browsers/find-browsers.mjs';

export interface RedisProcess {
  readonly url: string;
  start(): Promise<void>;
  /** Ends it, and all that it knew. */
  stop(): Promise<void>;
}

export async function createRedisProcess(): Promise<RedisProcess> {
  const program = find('redis');
  if (program === null) throw new Error('There is no redis-server here.');
  const port = await freePort();
  let child: ChildProcess | null = null;
  return {
    url: `redis://127.0.0.1:${port}`,
    async start() {
      const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
      const started = spawn(program, options);
      child = started;
      for await (const line of started.stdout) if (String(line).includes('Ready to accept')) return;
      throw new Error('Redis has ended.');
    },
    async stop() {
      if (child === null) return;
      const ended = once(child, 'close');
      child.kill('SIGKILL');
      await ended;
      child = null;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}
