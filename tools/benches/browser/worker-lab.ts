/** Workers in a real Chromium for the benches: each an entry of its own, built by Vite as the client's is. */
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import puppeteer from 'puppeteer-core';
import { build } from 'vite';
import { find } from '../../browsers/find-browsers.mjs';

/** Git ignores it. */
const OUTPUT = join(import.meta.dirname, '..', 'dist');
const ANSWER_SECONDS = 300;
const PAGE = '<!doctype html><meta charset="utf-8"><title>Bench</title>';
const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
];
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
};

export interface BenchWorker {
  /** Sends plain JSON to the Worker's `answer` and waits for what it returns. Rejects with what it throws. */
  ask<T>(question: unknown): Promise<T>;
}

export interface WorkerLab {
  /** Starts a Worker. @param entry path of a module that calls `answer` */
  open(entry: string): Promise<BenchWorker>;
  close(): Promise<void>;
}

/** One page for all Workers, so that only the one that is asked something has anything to do. @param flags for Chromium */
export async function createWorkerLab(flags: readonly string[] = []): Promise<WorkerLab> {
  const server = createServer((request, response) => {
    serve(normalize((request.url ?? '/').split('?', 1)[0]), response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const profile = await mkdtemp(join(tmpdir(), 'hearsay-bench-'));
  const browser = await puppeteer.launch({
    executablePath: find('chromium') ?? 'chromium',
    args: [...CHROMIUM_FLAGS, ...flags],
    userDataDir: profile,
    protocolTimeout: ANSWER_SECONDS * 1000,
  });
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${port}/`);
  return {
    async open(entry) {
      const script = await buildWorker(entry);
      const worker = await page.evaluateHandle((url) => new Worker(url, { type: 'module' }), `/${script}`);
      return {
        ask: <T>(question: unknown) =>
          page.evaluate(
            (of, asked) =>
              new Promise<T>((resolve, reject) => {
                of.onerror = ({ message }) => reject(new Error(message || 'The Worker could not be loaded.'));
                of.onmessage = ({ data }) =>
                  'error' in data ? reject(new Error(data.error)) : resolve(data.answer);
                of.postMessage(asked);
              }),
            worker,
            question,
          ) as Promise<T>,
      };
    },
    async close() {
      await browser.close();
      server.closeAllConnections();
      server.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** @returns the path of the script below `OUTPUT` */
async function buildWorker(entry: string): Promise<string> {
  const [name] = entry.split(/[\\/]/).slice(-1);
  const script = name.replace(/\.ts$/, '.js');
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      outDir: OUTPUT,
      emptyOutDir: false,
      target: 'es2022',
      modulePreload: false,
      reportCompressedSize: false,
      chunkSizeWarningLimit: Number.POSITIVE_INFINITY,
      rollupOptions: { input: entry, output: { entryFileNames: script } },
    },
  });
  return script;
}

function serve(path: string, response: ServerResponse): void {
  if (path === '/') {
    response.setHeader('Content-Type', 'text/html');
    response.end(PAGE);
    return;
  }
  response.setHeader('Content-Type', TYPES[extname(path)] ?? 'application/octet-stream');
  createReadStream(join(OUTPUT, path))
    .on('error', () => {
      response.statusCode = 404;
      response.end();
    })
    .pipe(response);
}
