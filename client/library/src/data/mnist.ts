/** Fetches MNIST's examples from the server: of each label just the range that is wanted. */

import { MnistIndexSchema, PIXELS } from '@hearsay/shared/data/mnist-index.ts';
import { type LabelRange, shardRanges } from '@hearsay/shared/data/partition.ts';
import type { Partition } from '@hearsay/shared/settings/run-settings.ts';
import * as v from 'valibot';
import { HearsayError } from '../problems.ts';
import type { Rows } from './examples.ts';

/** Test digits of each label in the subset that every tab is judged by: 1,000 in all. */
export const TEST_PER_LABEL = 100;

/** Milliseconds before each new attempt where the network broke off. */
export const RETRY_DELAYS_MS: readonly number[] = [500, 1000, 2000, 4000];

export interface MnistShard {
  /** This slot's own training examples. */
  readonly train: Rows;
  /** The same for everybody. */
  readonly test: Rows;
}

export interface MnistRequest {
  /** Where the data lies, as in `https://host/data/mnist/`. */
  readonly base: string;
  readonly partition: Partition;
  readonly samples: number;
  readonly seed: number;
  readonly slot: number;
  /** Whether the test examples are wanted too; they are unless told. */
  readonly tests?: boolean;
  /** Called as bytes come in. */
  readonly onProgress: (loaded: number, total: number) => void;
}

/** @throws HearsayError `data-...` when the server does not answer or answers with something else */
export async function loadMnist(request: MnistRequest): Promise<MnistShard> {
  const { base, partition, samples, seed, slot, tests = true, onProgress } = request;
  const url = `${base}index.json`;
  const answer = v.safeParse(MnistIndexSchema, await fetchJson(url));
  if (!answer.success) {
    throw new HearsayError({ code: 'data-not-understood', url });
  }
  const { train, test } = answer.output;
  const trainRanges = shardRanges(partition, train.perLabel, samples, seed, slot);
  // From the middle of each label's examples: the first half of MNIST's test digits is easier than the second.
  const testRanges = !tests
    ? []
    : test.perLabel.map((size, label) => {
        const count = Math.min(TEST_PER_LABEL, size);
        return { label, start: Math.floor((size - count) / 2), count };
      });

  const total = PIXELS * (countOf(trainRanges) + countOf(testRanges));
  let loaded = 0;
  const onBytes = (bytes: number): void => {
    loaded += bytes;
    onProgress(loaded, total);
  };
  onBytes(0);
  const fetchAll = (url: string, perLabel: readonly number[], ranges: readonly LabelRange[]): Promise<Rows> =>
    fetchExamples(url, perLabel, ranges, onBytes);
  const [testExamples, trainExamples] = await Promise.all([
    fetchAll(`${base}test.images`, test.perLabel, testRanges),
    fetchAll(`${base}train.images`, train.perLabel, trainRanges),
  ]);
  return { train: trainExamples, test: testExamples };
}

function countOf(ranges: readonly LabelRange[]): number {
  return ranges.reduce((sum, { count }) => sum + count, 0);
}

async function fetchExamples(
  url: string,
  perLabel: readonly number[],
  ranges: readonly LabelRange[],
  onBytes: (bytes: number) => void,
): Promise<Rows> {
  const count = countOf(ranges);
  const inputs = new Uint8Array(count * PIXELS);
  const targets = new Uint8Array(count);
  let filled = 0;
  await Promise.all(
    ranges.map((range) => {
      const into = inputs.subarray(filled * PIXELS, (filled + range.count) * PIXELS);
      targets.fill(range.label, filled, filled + range.count);
      filled += range.count;
      const before = perLabel.slice(0, range.label).reduce((a, b) => a + b, 0);
      return fetchRange(url, (before + range.start) * PIXELS, into, onBytes);
    }),
  );
  return { inputs, divisor: 255, inputLength: PIXELS, targets };
}

async function fetchRange(
  url: string,
  offset: number,
  into: Uint8Array,
  onBytes: (bytes: number) => void,
): Promise<void> {
  let filled = 0;
  // What came before the connection broke is kept.
  await withRetries(url, async () => {
    const range = `bytes=${offset + filled}-${offset + into.length - 1}`;
    const response = await request(url, { Range: range });
    // 200 instead of 206: something on the way dropped the range and sends the whole file.
    if (response.status !== 206 || !response.body) {
      await response.body?.cancel();
      throw new HearsayError({ code: 'data-not-in-parts', url, status: response.status });
    }
    const reader = response.body.getReader();
    for (let part = await next(reader); !part.done; part = await next(reader)) {
      if (filled + part.value.length > into.length) break;
      into.set(part.value, filled);
      filled += part.value.length;
      onBytes(part.value.length);
    }
    if (filled !== into.length) {
      await reader.cancel();
      throw new HearsayError({ code: 'data-damaged', url, expected: into.length, actual: filled });
    }
  });
}

async function fetchJson(url: string): Promise<unknown> {
  const response = await withRetries(url, () => request(url));
  if (!response.ok) throw new HearsayError({ code: 'data-refused', url, status: response.status });
  return response.json().catch(() => null);
}

/** The network was gone, for a moment or for good. */
class Interrupted extends Error {}

async function request(url: string, headers: Record<string, string> = {}): Promise<Response> {
  try {
    // Browsers keep parts of a file under one lock a file: ranges would wait for each other, and come back whole.
    return await fetch(url, { headers, cache: 'no-store' });
  } catch {
    throw new Interrupted();
  }
}

async function next(
  reader: ReadableStreamDefaultReader<Uint8Array>,
): Promise<ReadableStreamReadResult<Uint8Array>> {
  try {
    return await reader.read();
  } catch {
    throw new Interrupted();
  }
}

/** A phone that changes its Wi-Fi while it loads goes on afterwards. What the server refuses is not asked again. */
async function withRetries<T>(url: string, attempt: () => Promise<T>): Promise<T> {
  for (const delay of RETRY_DELAYS_MS) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      await new Promise((resolve) => setTimeout(resolve, delay));
    }
  }
  return attempt().catch((error) => {
    if (!(error instanceof Interrupted)) throw error;
    throw new HearsayError({ code: 'data-unreachable', url });
  });
}
