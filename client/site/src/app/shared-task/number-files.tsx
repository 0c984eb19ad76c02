/** Drawings from files of numbers, for those who have them: IDX, as MNIST comes, or JSON. */
import { useSignal } from '@preact/signals';
import { DataError, dataProblemInWords } from '../../data/data-problem.ts';
import { idxExamples, readIdx } from '../../data/idx.ts';
import { bytesOfJson, readJsonExamples } from '../../data/json-examples.ts';
import type { NewExample } from '../../data/kept/example-store.ts';
import { words } from '../words/words.ts';
import type { Collection } from './collection.ts';
import { FilePicker } from './file-picker.tsx';

interface NumberFilesProps {
  collection: Collection;
  classes: readonly string[];
  /** Pixels along a side of a drawing. */
  side: number;
}

export function NumberFiles({ collection, classes, side }: NumberFilesProps) {
  const { collect: say, make } = words.value.shared;
  const isReading = useSignal(false);
  const said = useSignal('');
  const read = async (files: readonly File[]): Promise<void> => {
    if (files.length === 0) return;
    isReading.value = true;
    said.value = '';
    try {
      const examples = await examplesOf(files, classes, side);
      // They are there at once; whether they are kept is told with the others.
      void collection.store.add(examples);
      said.value = make.examples(examples.length);
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      said.value = dataProblemInWords(error.problem, words.peek().examples.problems);
    } finally {
      isReading.value = false;
    }
  };
  return (
    <details>
      <summary>{say.numberFiles}</summary>
      <p class="hint">{say.numberFilesHint}</p>
      <FilePicker
        label={say.files}
        accept=".json,.gz,.idx,.idx1-ubyte,.idx3-ubyte"
        multiple
        disabled={isReading.value}
        onFiles={(files) => void read(files)}
      />
      {isReading.value && <progress aria-label={say.numberFiles} />}
      <output class="hint">{said}</output>
    </details>
  );
}

async function examplesOf(
  files: readonly File[],
  classes: readonly string[],
  side: number,
): Promise<NewExample[]> {
  const [first] = files;
  if (/\.json$/i.test(first.name)) {
    const found = await readJsonExamples(first, first.name, side * side, classes.length);
    return bytesOfJson(found, first.name, classes);
  }
  const read = await Promise.all(
    files.map(async (file) => ({ name: file.name, file: await readIdx(file, file.name) })),
  );
  return idxExamples(read, side, classes);
}
