/** The server over https, with real files and real connections. */
import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from './server.ts';
import { joinedTab, OFFER, SESSION } from './tab.fake.ts';
import { tlsOfFiles, tlsOfOwn } from './tls/source.ts';

const NAMES = ['localhost', '127.0.0.1'];
const QUICK = { watchMs: 20, settleMs: 20 };

let directory: string;
let cert: string;
let certFile: string;
let server: RunningServer;
const at = (name: string): string => join(directory, name);

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hearsay-https-'));
  const own = await tlsOfOwn(at('own'), () => NAMES);
  ({ cert } = own.pair);
  certFile = String(own.selfSignedFile);
  const files = { clientDirectory: directory, dataDirectory: directory };
  server = await startServer({ port: 0, host: '127.0.0.1', tls: own.pair, ...files });
});
afterAll(async () => {
  await server.close();
  await rm(directory, { recursive: true });
});

/** The fingerprint of the certificate that is shown to who connects now. */
function shown(): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port: server.port, rejectUnauthorized: false }, () => {
      resolve(socket.getPeerCertificate().fingerprint256);
      socket.destroy();
    });
    socket.on('error', reject);
  });
}

const fingerprintOf = (pem: string): string => new X509Certificate(pem).fingerprint256;

describe('over https', () => {
  it.each(['websocket', 'polling'])('two peers meet and send each other handshakes by %s', async (way) => {
    expect(server.url).toMatch(/^https:/);
    const options = { ca: cert, transports: [way] };
    const first = await joinedTab(server.url, { room: way, number: 1 }, options);
    const second = await joinedTab(server.url, { room: way, number: 2 }, options);
    expect(second.joined.peers).toEqual([first.joined.id]);
    const signal = { to: first.joined.id, session: SESSION, handshake: OFFER };
    expect(await second.ask('signal', signal)).toEqual({ ok: true });
    expect(await first.next('signal')).toMatchObject({ from: second.joined.id, handshake: OFFER });
    for (const { socket } of [first, second]) socket.disconnect();
  });

  it('nobody meets who does not trust the certificate', async () => {
    await expect(joinedTab(server.url, { room: 'x', number: 1 })).rejects.toThrow();
    await expect(fetch(`${server.url}/health`)).rejects.toThrow();
  });

  it('a process is served that trusts it by NODE_EXTRA_CA_CERTS', async () => {
    const ask = `fetch('${server.url}/health').then((answer) => console.log(answer.status))`;
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: certFile };
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', ask], { env });
    expect(stdout).toBe('200\n');
  });
});

it('a changed pair is used from then on; a broken one is not, and that is said', async () => {
  const [first, second] = await Promise.all(
    ['first', 'second'].map((name) => tlsOfOwn(at(name), () => [...NAMES, `${name}.example`])),
  );
  const use = async (name: string): Promise<void> => {
    await copyFile(at(`${name}/certificate.pem`), at('cert.pem'));
    await copyFile(at(`${name}/key.pem`), at('key.pem'));
  };
  await use('first');
  const { pair, follow } = await tlsOfFiles(at('cert.pem'), at('key.pem'), QUICK);
  server.useCertificate(pair);
  expect(await shown()).toBe(fingerprintOf(first.pair.cert));
  let problem: (message: string) => void = () => {};
  let changed: () => void = () => {};
  const stop = follow(
    (next) => {
      server.useCertificate(next);
      changed();
    },
    (message) => problem(message),
  );

  const said = new Promise<string>((resolve) => {
    problem = resolve;
  });
  await writeFile(at('cert.pem'), 'damaged');
  expect(await said).toMatch(/holds no certificate .* the certificate from before is used/);
  expect(await shown()).toBe(fingerprintOf(first.pair.cert));

  const used = new Promise<void>((resolve) => {
    changed = resolve;
  });
  await use('second');
  await used;
  expect(await shown()).toBe(fingerprintOf(second.pair.cert));
  stop();
});
