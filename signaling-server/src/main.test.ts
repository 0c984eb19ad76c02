import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { io } from 'socket.io-client';
import { afterEach, describe, expect, it } from 'vitest';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function run(...args: string[]) {
  const { PORT: _port, HOST: _host, ...env } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, ...args], { env });
  children.push(child);
  const output = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    output.out += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    output.err += String(chunk);
  });
  const ended = once(child, 'close').then(([code]) => ({ code, ...output }));
  /** The local URL that it prints, once it has printed everything. */
  async function listening(): Promise<string> {
    while (!output.out.includes('Ctrl-C')) {
      const either = await Promise.race([once(child.stdout, 'data'), ended]);
      if ('code' in either) throw new Error(`It ended: ${either.err}`);
    }
    return /http:\/\/(localhost|127\.0\.0\.1):\d+/.exec(output.out)?.[0] ?? '';
  }
  return { child, output, ended, listening };
}

describe('the command', { timeout: 60_000 }, () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('ends with 0 at %s, with a tab connected', async (signal) => {
    const { child, ended, listening } = run('--port', '0', '--host', '127.0.0.1');
    const url = await listening();
    expect((await fetch(`${url}/data/mnist/index.json`)).status).toBe(200);
    const tab = io(url, { transports: ['websocket'], reconnection: false });
    await new Promise<void>((resolve) => tab.on('connect', resolve));
    child.kill(signal);
    expect(await ended).toMatchObject({ code: 0, err: '' });
    tab.disconnect();
  });

  it('says in one line that the port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { code, err } = await run('--port', String(port), '--host', '127.0.0.1').ended;
    other.close();
    expect(code).toBe(1);
    expect(err).toMatch(new RegExp(`^Port ${port} is in use\\..*\\n$`));
  });

  it('says in one line that an option or an address is wrong', async () => {
    const runs = [
      run('--prot', '1').ended,
      run('--port', 'x').ended,
      run('--port', '0', '--host', '192.0.2.9').ended,
    ];
    for (const { code, err, out } of await Promise.all(runs)) {
      expect(code).toBe(1);
      expect(out).toBe('');
      expect(err).toMatch(/^.+\n$/);
    }
  });

  it('says the same as JSON, a line each, and lets peers go at SIGTERM', async () => {
    const { child, output, ended } = run('--port', '0', '--host', '127.0.0.1', '--log-json');
    while (!output.out.includes('\n')) await once(child.stdout, 'data');
    const { url } = JSON.parse(output.out);
    const tab = io(url, { transports: ['websocket'], reconnection: false });
    await new Promise<void>((resolve) => tab.on('connect', resolve));
    const why = new Promise((resolve) => tab.on('disconnect', resolve));
    child.kill('SIGTERM');
    expect(await why).toBe('transport close');
    const { code, out } = await ended;
    expect(code).toBe(0);
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toMatchObject([
      { level: 'info', msg: 'Hearsay is running.' },
      { level: 'info', msg: 'No more peers are taken.' },
    ]);
  });

  it('shows its options', async () => {
    expect(await run('--help').ended).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('--port'),
    });
  });
});
