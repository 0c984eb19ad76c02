/** Where a peer's examples come from: one loader for each kind of source. */
import type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import type { Task } from '@hearsay/shared/tasks/task.ts';
import { type Dataset, examplesOf, type Rows } from './examples.ts';
import { loadMnist } from './mnist.ts';
import { type Samples, samplesOf } from './samples.ts';

export type DataSource =
  /** A server's digits, dealt out among the slots of a room. `url` ends in a slash. */
  { readonly kind: 'mnist'; readonly url: string } | GivenSource;

/** A peer's own examples, as they are. There may be none to learn from, or none to be tested with. */
export interface GivenSource {
  readonly kind: 'given';
  readonly train: Rows;
  readonly test: Rows;
}

export interface DataRequest {
  readonly source: DataSource;
  readonly task: Task;
  /** Which of a source's examples are this peer's, where a source is dealt out. */
  readonly share: Pick<RunSettings, 'partition' | 'samples' | 'seed'> & { readonly slot: number };
  /** Called as bytes come in. */
  readonly onProgress: (loaded: number, total: number) => void;
}

export interface LoadedData extends Dataset {
  /** Whether others are tested with other examples. */
  readonly testsAlone: boolean;
  /** Some for people to look at; null where there are no classes to sort them by. */
  readonly samples: Samples | null;
}

/** @throws Error with a sentence for people where they cannot be had */
export async function loadData({ source, task, share, onProgress }: DataRequest): Promise<LoadedData> {
  const { train, test } =
    source.kind === 'mnist' ? await loadMnist({ base: source.url, ...share, onProgress }) : source;
  const own = examplesOf(train, task);
  return {
    train: own,
    test: examplesOf(test, task),
    testsAlone: source.kind === 'given',
    samples: own.labels === null ? null : samplesOf(train, test),
  };
}
