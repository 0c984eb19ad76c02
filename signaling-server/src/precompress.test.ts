import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { precompress } from './precompress.ts';
import { type RunningServer, startServer } from './server.ts';

const LONG = 'export const words = "again and again";\n'.repeat(100);
const NOISE = Buffer.from(Array.from({ length: 4000 }, (_, at) => (at * at * 31 + (at >> 3) * 17) & 255));

let directory: string;
let server: RunningServer;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hearsay-compressed-'));
  const assets = join(directory, 'assets');
  await mkdir(assets);
  await writeFile(join(directory, 'index.html'), `<p>${LONG}`);
  await writeFile(join(assets, 'long-a1.js'), LONG);
  await writeFile(join(assets, 'short-b2.js'), 'export {}');
  await writeFile(join(assets, 'weights-c3.bin'), NOISE);
  await precompress(directory);
  await writeFile(join(assets, 'later-d4.js'), LONG);
  server = await startServer({
    port: 0,
    host: '127.0.0.1',
    clientDirectory: directory,
    dataDirectory: directory,
    allowedOrigins: ['*'],
  });
});
afterAll(async () => {
  await server.close();
  await rm(directory, { recursive: true });
});

it('makes copies of what becomes shorter, and of nothing else', async () => {
  expect((await readdir(join(directory, 'assets'))).sort()).toEqual([
    'later-d4.js',
    'long-a1.js',
    'long-a1.js.br',
    'long-a1.js.gz',
    'short-b2.js',
    'weights-c3.bin',
  ]);
  expect(brotliDecompressSync(await readFile(join(directory, 'assets/long-a1.js.br'))).toString()).toBe(LONG);
});

describe('the server', () => {
  /** As it comes; fetch would unpack it. */
  const get = (path: string, accepted: string) =>
    new Promise<{ headers: Record<string, string | string[] | undefined>; body: Buffer }>(
      (resolve, reject) => {
        const headers = { 'accept-encoding': accepted };
        request({ host: '127.0.0.1', port: server.port, path, headers, agent: false }, (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part) => parts.push(part));
          response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(parts) }));
        })
          .on('error', reject)
          .end();
      },
    );

  it.each([
    ['gzip, deflate, br, zstd', 'br', (body: Buffer) => brotliDecompressSync(body)],
    ['gzip, deflate', 'gzip', (body: Buffer) => gunzipSync(body)],
    ['identity', undefined, (body: Buffer) => body],
  ])('sends to who takes %s what is encoded as %s', async (accepted, encoding, unpack) => {
    for (const [path, type] of [
      ['/assets/long-a1.js', 'text/javascript'],
      ['/', 'text/html;charset=utf-8'],
    ]) {
      const { headers, body } = await get(path, accepted);
      expect(headers['content-encoding']).toBe(encoding);
      expect(headers['content-type']).toBe(type);
      expect(headers['cache-control']).toContain(path === '/' ? 'no-cache' : 'immutable');
      expect(headers.vary).toBe('Accept-Encoding, Origin');
      expect(unpack(body).toString()).toContain(LONG);
    }
  });

  it('sends a file without a copy as it is', async () => {
    const { headers, body } = await get('/assets/later-d4.js', 'br, gzip');
    expect(headers['content-encoding']).toBeUndefined();
    expect(body.toString()).toBe(LONG);
  });
});
