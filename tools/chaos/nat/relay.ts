/** coturn, as its operator would run it for a signalling server with the same secret. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { find } from '../../browsers/find-browsers.mjs';
import type { Machine } from '../hosts/network.ts';

const PORT = 3478;
const PATIENCE_MS = 20_000;

export const relayUrl = ({ address }: Machine): string => `turn:${address}:${PORT}`;

/** @returns ends it */
export async function startRelay({ address, within }: Machine, secret: string): Promise<() => Promise<void>> {
  const options = [
    '-n',
    '--use-auth-secret',
    `--static-auth-secret=${secret}`,
    '--realm=hearsay',
    `--listening-ip=${address}`,
    `--relay-ip=${address}`,
    `--listening-port=${PORT}`,
    '--no-tls',
    '--no-dtls',
    '--no-cli',
    '--verbose',
    '--log-file=stdout',
    '--pidfile=',
  ];
  const [program, ...args] = [...within, find('turnserver') ?? 'turnserver', ...options];
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const end = (): void => void child.kill('SIGKILL');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  await listening(child);
  return async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const over = once(child, 'exit');
    end();
    await over;
  };
}

function listening(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const fail = (what: string): void => {
      child.kill('SIGKILL');
      reject(new Error(`The relay ${what}. ${printed.slice(-1000)}`));
    };
    const timer = setTimeout(() => fail('did not listen'), PATIENCE_MS);
    const read = (data: unknown): void => {
      printed += String(data);
      if (!printed.includes('UDP listener opened')) return;
      clearTimeout(timer);
      // Nobody reads on, and it must not wait for that.
      child.stdout?.removeAllListeners('data').resume();
      child.stderr?.removeAllListeners('data').resume();
      resolve();
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', (error) => fail(`could not be started (${error.message})`));
    child.once('exit', (code) => fail(`ended with code ${code}`));
  });
}
