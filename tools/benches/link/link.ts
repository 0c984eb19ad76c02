/** `npm run bench -- link`: whole models through our links, beside the same bytes on a raw RTCDataChannel. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { build } from 'vite';
import { find } from '../../browsers/find-browsers.mjs';
import { atLeast, type Bench, type BenchRow, median, rowOf } from '../bench.ts';
import type {} from './page.ts';

/** A float32 model of the task mnist-mlp, about. */
const MODEL_BYTES = 800_000;
const MODELS_EACH_ROUND = 40;
const ROUNDS = 15;
const WARM_UP = 2;
const TARGET = 0.9;

export const linkBench: Bench = {
  name: 'link',
  summary: 'whole models through a link, beside the same bytes on a raw RTCDataChannel',
  async run(onProgress) {
    const script = await bundlePage();
    const browser = await puppeteer.launch({
      executablePath: find('chromium') ?? 'chromium',
      args: ['--no-sandbox', '--no-first-run', '--disable-features=WebRtcHideLocalIpsWithMdns'],
    });
    try {
      const page = await browser.newPage();
      page.on('console', (message) => console.error(message.text()));
      await page.addScriptTag({ content: script, type: 'module' });
      await page.waitForFunction('window.linkBench');
      const rates: Record<'raw' | 'stack', number[]> = { raw: [], stack: [] };
      for (let round = -WARM_UP; round < ROUNDS; round++) {
        onProgress(Math.max(0, round) / ROUNDS, 'sending');
        // In turn, so that what else the machine does meets both.
        for (const way of ['raw', 'stack'] as const) {
          const seconds = await page.evaluate(
            async (way, bytes, models) => (await window.linkBench)[way](bytes, models),
            way,
            MODEL_BYTES,
            MODELS_EACH_ROUND,
          );
          if (round >= 0) rates[way].push((MODEL_BYTES * MODELS_EACH_ROUND) / seconds / 1e6);
        }
      }
      return rowsOf(rates);
    } finally {
      await browser.close();
    }
  },
};

function rowsOf({ raw, stack }: Record<'raw' | 'stack', number[]>): BenchRow[] {
  const ratios = stack.map((rate, round) => rate / raw[round]);
  return [
    rowOf('link: raw RTCDataChannel', raw, 'MB/s'),
    { ...rowOf('link: whole models through our stack', stack, 'MB/s'), ratio: median(ratios) },
    atLeast('link: our stack / raw', ratios, 'x', TARGET),
  ];
}

/** The page's script, as the client would be built. */
async function bundlePage(): Promise<string> {
  const simplePeer = createRequire(import.meta.url).resolve('simple-peer/simplepeer.min.js');
  const result = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { alias: [{ find: /^simple-peer$/, replacement: simplePeer }] },
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: join(import.meta.dirname, 'page.ts'), formats: ['es'] },
    },
  });
  const [output] = Array.isArray(result) ? result : [];
  const chunk = output?.output.find(({ type }) => type === 'chunk');
  if (chunk?.type !== 'chunk') throw new Error('The page of the bench could not be built.');
  return chunk.code;
}
