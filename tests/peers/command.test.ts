/** `npm run peer` as a program: it says how it goes, and Ctrl-C makes it leave. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { RunningServer } from '@hearsay/signaling-server/server.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDataServer } from './data-server.fake.ts';

const ROOT = join(import.meta.dirname, '..', '..');

let server: RunningServer;
beforeAll(async () => {
  server = await startDataServer();
}, 120_000);
afterAll(async () => {
  await server?.close();
});

interface Program {
  readonly out: string;
  readonly errors: string;
  readonly ended: Promise<number | null>;
  interrupt(): void;
}

function run(...args: string[]): Program {
  const child = spawn(process.execPath, ['--import', 'tsx', 'tools/peer/main.ts', ...args], {
    cwd: ROOT,
  });
  const said = { out: '', errors: '' };
  child.stdout.on('data', (text) => {
    said.out += text;
  });
  child.stderr.on('data', (text) => {
    said.errors += text;
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return {
    get out() {
      return said.out;
    },
    get errors() {
      return said.errors;
    },
    ended,
    interrupt: () => child.kill('SIGINT'),
  };
}

it('joins, and leaves when it is interrupted', { timeout: 120_000 }, async () => {
  const program = run('--url', `${server.url}/#room=a&samples=100`, '--count', '2', '--json');
  while (!/peer 2, slot \d: training/.test(program.errors)) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(server.health()).toMatchObject({ rooms: 1, peers: 2 });
  program.interrupt();
  expect(await program.ended).toBe(0);
  // Goodbyes may be on their way still.
  while (server.health().peers > 0) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(server.health()).toMatchObject({ rooms: 0, peers: 0 });
  const statuses = JSON.parse(program.out);
  expect(statuses).toMatchObject([{ phase: 'training' }, { phase: 'training' }]);
});

it('ends with 1 and says why when the link cannot be used, or nobody is there', {
  timeout: 120_000,
}, async () => {
  const bad = run('--url', `${server.url}/#key=short`);
  expect(await bad.ended).toBe(1);
  expect(bad.errors).toContain('key=short in the link cannot be used');
  const lonely = run('--url', 'http://127.0.0.1:9/#room=a', '--seconds', '3');
  expect(await lonely.ended).toBe(1);
  expect(lonely.errors).toContain('The server cannot be reached');
});
