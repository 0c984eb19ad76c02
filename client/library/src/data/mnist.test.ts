import { PIXELS } from '@hearsay/shared/data/mnist-index.ts';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { loadMnist, RETRY_DELAYS_MS, TEST_PER_LABEL } from './mnist.ts';

const PER_LABEL = 200;
const SAMPLES = 20;
/** Pixel p of example i is (i + p) % 251, in either file. */
const pixel = (place: number): number => (Math.floor(place / PIXELS) + (place % PIXELS)) % 251;

/** What becomes of a request: it is answered up to so many bytes, and then breaks off. */
let answers: (request: number) => number;
let requests = 0;

function answer(url: string, init: RequestInit): Promise<Response> {
  const bytes = answers(requests);
  requests += 1;
  if (bytes === 0) return Promise.reject(new TypeError('network error'));
  const sets = { perLabel: new Array(10).fill(PER_LABEL) };
  if (url.endsWith('index.json')) {
    return Promise.resolve(Response.json({ format: 'by-label', pixels: PIXELS, train: sets, test: sets }));
  }
  const { Range: range = '' } = init.headers as Record<string, string>;
  const [first, last] = range.replace('bytes=', '').split('-').map(Number);
  let at = first;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at > last) controller.close();
      else if (at - first >= bytes) controller.error(new TypeError('network error'));
      else {
        const length = Math.min(1000, last + 1 - at, first + bytes - at);
        controller.enqueue(Uint8Array.from({ length }, (_, i) => pixel(at + i)));
        at += length;
      }
    },
  });
  return Promise.resolve(new Response(body, { status: 206 }));
}

const load = (onProgress: (loaded: number, total: number) => void = () => {}, tests = true) =>
  loadMnist({
    base: 'http://server/',
    partition: { kind: 'labels', labels: 2 },
    samples: SAMPLES,
    seed: 1,
    slot: 0,
    tests,
    onProgress,
  });

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', answer);
  requests = 0;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('loads no test examples where none are wanted', async () => {
  answers = () => Number.POSITIVE_INFINITY;
  const { train, test } = await load(undefined, false);
  expect(train).toEqual((await load()).train);
  expect(test).toMatchObject({ inputs: new Uint8Array(), targets: new Uint8Array() });
});

it('goes on where the network broke off, and gets the same', async () => {
  answers = () => Number.POSITIVE_INFINITY;
  const whole = await load();
  const asked = requests;
  expect(whole.test.targets).toHaveLength(10 * TEST_PER_LABEL);

  requests = 0;
  // The first dozen do not come through, and what comes later breaks off after a few examples.
  answers = (request) => (request > 1 && request < 12 ? 0 : 60_000);
  let last = [0, 0];
  const broken = load((loaded, total) => {
    last = [loaded, total];
  });
  await vi.runAllTimersAsync();
  expect(await broken).toEqual(whole);
  expect(requests).toBeGreaterThan(asked + 5);
  expect(last[0]).toBe(last[1]);
});

it('says that the server cannot be reached when it has tried a few times', async () => {
  answers = () => 0;
  const failed = expect(load()).rejects.toMatchObject({
    problem: { code: 'data-unreachable', url: expect.stringContaining('index.json') },
  });
  await vi.runAllTimersAsync();
  await failed;
  expect(requests).toBe(1 + RETRY_DELAYS_MS.length);
});
