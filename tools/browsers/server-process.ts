/** The signalling server in a process of its own, as `npm start` runs it, so that it can be killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MAIN = join(ROOT, 'signaling-server', 'src', 'main.ts');
const PATIENCE_MS = 60_000;
/** Characters of its output that are kept to explain a failure. */
const MAX_PRINTED = 4000;

export interface ServerProcess {
  readonly port: number;
  /** Ends it as a crash would: nobody is told. */
  kill(): Promise<void>;
}

export interface ServerProcessOptions {
  /** Where it listens. */
  readonly address: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Of pages that may use it besides its own. */
  readonly allowOrigin?: string;
  /** More of its options. */
  readonly options?: readonly string[];
  /** A program and its first arguments, which runs what follows them. */
  readonly within?: readonly string[];
}

/** @throws Error with what it printed when it does not listen */
export async function startServerProcess({
  address,
  port,
  allowOrigin,
  options = [],
  within = [],
}: ServerProcessOptions): Promise<ServerProcess> {
  const run = [process.execPath, '--import', 'tsx', MAIN, '--host', address, '--port', String(port)].concat(
    options,
  );
  if (allowOrigin !== undefined) run.push('--allow-origin', allowOrigin);
  const [program, ...args] = [...within, ...run];
  const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  const end = (): void => void child.kill('SIGKILL');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  return {
    port: await portOf(child),
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const over = once(child, 'exit');
      end();
      await over;
    },
  };
}

/** Waits until it says where it listens. */
function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const fail = (what: string): void => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(new Error(`The server ${what}. ${printed.trim()}`));
    };
    const timer = setTimeout(() => fail(`did not listen in ${PATIENCE_MS / 1000} s`), PATIENCE_MS);
    const read = (data: unknown): void => {
      printed = (printed + String(data)).slice(-MAX_PRINTED);
      const port = /On this machine: +https?:\S+:(\d+)/.exec(printed)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(Number(port));
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', (error) => fail(`could not be started (${error.message})`));
    child.once('exit', (code) => fail(`ended with code ${code}`));
  });
}
