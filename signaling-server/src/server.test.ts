import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DocsPhase } from './docs-build.ts';
import { type RunningServer, startServer } from './server.ts';

const IMAGES = Uint8Array.from({ length: 1000 }, (_, at) => at % 251);

let directory: string;
let server: RunningServer;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hearsay-server-'));
  await mkdir(join(directory, 'client', 'assets'), { recursive: true });
  await mkdir(join(directory, 'data', 'mnist'), { recursive: true });
  await writeFile(join(directory, 'secret.txt'), 'secret');
  await writeFile(join(directory, 'client', 'index.html'), '<p>the page');
  await writeFile(join(directory, 'client', 'assets', 'index-a1b2.js'), 'export {}');
  await writeFile(join(directory, 'client', 'assets', 'tfjs-c3d4.wasm'), Uint8Array.of(0, 97, 115, 109));
  await writeFile(join(directory, 'data', 'mnist', 'train.images'), IMAGES);
  await writeFile(join(directory, 'data', 'mnist', 'index.json'), '{}');
  server = await startServer({
    port: 0,
    host: '127.0.0.1',
    clientDirectory: join(directory, 'client'),
    dataDirectory: join(directory, 'data'),
  });
});
afterAll(async () => {
  await server.close();
  await rm(directory, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(server.url + path, { headers });

/** Asks for a path as it is written; fetch would tidy it up first. */
function getRaw(path: string): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: server.port, path, agent: false }, (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += String(chunk);
      });
      response.on('end', () => resolve({ status: response.statusCode, body }));
    })
      .on('error', reject)
      .end();
  });
}

describe('the client', () => {
  it('is served with its page asked for again each time, and hashed files kept for ever', async () => {
    const page = await get('/');
    expect(await page.text()).toBe('<p>the page');
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const script = await get('/assets/index-a1b2.js');
    expect(script.headers.get('content-type')).toMatch(/^text\/javascript/);
    expect(script.headers.get('cache-control')).toContain('immutable');
  });

  it('has WebAssembly with the type that browsers compile while it loads', async () => {
    expect((await get('/assets/tfjs-c3d4.wasm')).headers.get('content-type')).toBe('application/wasm');
  });

  it('may be rebuilt while the server runs', async () => {
    await writeFile(join(directory, 'client', 'assets', 'new-e5f6.js'), 'new');
    expect(await (await get('/assets/new-e5f6.js')).text()).toBe('new');
  });

  it('that is not built is explained', async () => {
    const bare = await startServer({
      port: 0,
      host: '127.0.0.1',
      clientDirectory: join(directory, 'nowhere'),
      dataDirectory: join(directory, 'nowhere'),
    });
    const page = await fetch(bare.url);
    expect(page.status).toBe(503);
    expect(await page.text()).toContain('npm run build');
    expect((await fetch(`${bare.url}/health`)).status).toBe(200);
    await bare.close();
  });
});

describe('security headers', () => {
  it('are sent with pages, scripts and data', async () => {
    for (const path of ['/', '/assets/index-a1b2.js', '/data/mnist/index.json', '/nothing']) {
      const { headers } = await get(path);
      expect(headers.get('content-security-policy')).toContain("script-src 'self' 'wasm-unsafe-eval';");
      expect(headers.get('permissions-policy')).toContain('camera=(self)');
      expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    }
    // Pages that may not use the server find out that it is there.
    expect((await get('/health')).headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  });
});

describe('the documentation', () => {
  const startWith = (docsDirectory: string, docsPhase?: () => DocsPhase): Promise<RunningServer> =>
    startServer({
      port: 0,
      host: '127.0.0.1',
      clientDirectory: directory,
      dataDirectory: directory,
      docsDirectory,
      ...(docsPhase ? { docsPhase } : {}),
    });

  it('is served below /docs/, its pages without their ending', async () => {
    const docs = join(directory, 'docs');
    await mkdir(join(docs, 'guide'), { recursive: true });
    await mkdir(join(docs, 'assets'));
    await writeFile(join(docs, 'index.html'), '<p>what it is');
    await writeFile(join(docs, 'guide', 'model.html'), '<p>your model');
    await writeFile(join(docs, 'assets', 'app-a1b2.js'), 'export {}');
    const { url, close } = await startWith(docs);
    const moved = await fetch(`${url}/docs`, { redirect: 'manual' });
    expect([moved.status, moved.headers.get('location')]).toEqual([308, '/docs/']);
    const page = await fetch(`${url}/docs/?x`);
    expect(await page.text()).toBe('<p>what it is');
    // Its pages have the rest of a policy themselves.
    expect(page.headers.get('content-security-policy')).toBe("frame-ancestors 'self'");
    expect(await (await fetch(`${url}/docs/guide/model`)).text()).toBe('<p>your model');
    const script = await fetch(`${url}/docs/assets/app-a1b2.js`);
    expect(script.headers.get('cache-control')).toContain('immutable');
    expect((await fetch(`${url}/docs/nothing`)).status).toBe(404);
    await close();
  });

  it.each([
    ['building', 'is being built', true],
    ['failed', 'could not be built', false],
    ['none', 'npm run build:docs', false],
  ] as const)('that is missing is explained: %s', async (phase, said, looksAgain) => {
    const { url, close } = await startWith(join(directory, 'nowhere'), () => phase);
    const page = await fetch(`${url}/docs/guide/model`);
    const html = await page.text();
    expect(page.status).toBe(503);
    expect(html).toContain(said);
    expect(page.headers.has('retry-after')).toBe(looksAgain);
    const script = /<script>([\s\S]*)<\/script>/.exec(html)?.[1];
    expect(script !== undefined).toBe(looksAgain);
    if (script === undefined) return close();
    const hash = createHash('sha256').update(script).digest('base64');
    expect(page.headers.get('content-security-policy')).toContain(`script-src 'sha256-${hash}'`);
    await close();
  });
});

describe('other addresses', () => {
  it.each(['/nothing', '/data/nothing', '/data/', '/assets/', '/assets/nothing.js', '/data'])(
    '%s is not found, in words',
    async (path) => {
      const response = await get(path);
      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
      expect(await response.text()).toContain('nothing at this address');
    },
  );

  it.each([
    '/../secret.txt',
    '/data/../../secret.txt',
    '/data/%2e%2e/secret.txt',
    '/data/%2e%2e%2fsecret.txt',
    '//secret.txt',
    '/%00',
    '/%',
    '/data/mnist\\..\\..\\..\\secret.txt',
  ])('%s gives nothing away', async (path) => {
    const { status, body } = await getRaw(path);
    expect(status).not.toBe(500);
    expect(body).not.toContain('secret');
  });

  it('take no other methods', async () => {
    expect((await fetch(`${server.url}/`, { method: 'POST', body: 'x' })).status).toBe(405);
  });
});

describe('data', () => {
  const images = '/data/mnist/train.images';

  it('is served whole, as bytes, to be kept', async () => {
    const response = await get(images);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(response.headers.get('accept-ranges')).toBe('bytes');
    expect(response.headers.get('cache-control')).toContain('max-age');
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(IMAGES);
    const index = await get('/data/mnist/index.json');
    expect(index.headers.get('content-type')).toBe('application/json');
    expect(index.headers.get('cache-control')).toBe('no-cache');
  });

  it.each([
    ['bytes=0-99', 0, 99],
    ['bytes=100-100', 100, 100],
    ['bytes=900-', 900, 999],
    ['bytes=990-5000', 990, 999],
  ])('is served in ranges: %s', async (range, first, last) => {
    const response = await get(images, { range });
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe(`bytes ${first}-${last}/1000`);
    expect(response.headers.get('content-length')).toBe(String(last - first + 1));
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(IMAGES.slice(first, last + 1));
  });

  it.each([
    'bytes=0-0',
    'bytes=-5',
    'bytes=10-5',
    'bytes=0-1,5-6',
    'bytes=0-99999999999999999999',
    'pages=1-2',
    'x',
  ])('is served whole when asked for the range %s', async (range) => {
    const response = await get(images, { range });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-range')).toBeNull();
    expect((await response.arrayBuffer()).byteLength).toBe(1000);
  });

  it('is served whole to who has another version of it', async () => {
    expect((await get(images, { range: 'bytes=0-9', 'if-range': '"old"' })).status).toBe(200);
  });

  it('has no range after its end', async () => {
    const response = await get(images, { range: 'bytes=1000-1010' });
    expect(response.status).toBe(416);
    expect(response.headers.get('content-range')).toBe('bytes */1000');
  });
});

describe('startServer', () => {
  it('rejects when the port is taken', async () => {
    const settings = { host: '127.0.0.1', clientDirectory: directory, dataDirectory: directory };
    await expect(startServer({ ...settings, port: server.port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });

  it('without a host is reached as localhost', async () => {
    const open = await startServer({ port: 0, clientDirectory: directory, dataDirectory: directory });
    expect(open.url).toBe(`http://localhost:${open.port}`);
    expect((await fetch(`http://127.0.0.1:${open.port}/health`)).status).toBe(200);
    await open.close();
  });
});
