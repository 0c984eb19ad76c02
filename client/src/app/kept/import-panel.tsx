/** The choice of a model's files, and what came of it. */
import './kept.css';
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { readModelFiles } from '../../kept/read-model-files.ts';
import type { Page } from '../page.ts';
import { words } from '../words/words.ts';
import { importProblems, importWords } from './words.ts';

export function ImportPanel({ page }: { page: Page }) {
  const state = useSignal<keyof typeof importProblems | 'reading' | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const model = page.imported.value;
  const missed = page.taskMissed.value;
  const choose = async (files: readonly File[]): Promise<void> => {
    if (files.length === 0) return;
    state.value = 'reading';
    const read = await readModelFiles(files);
    state.value = read.ok ? null : read.problem;
    // What was chosen before is not what was meant.
    page.imported.value = read.ok ? read.model : null;
  };
  const remove = (): void => {
    page.imported.value = null;
    state.value = null;
    if (input.current) input.current.value = '';
    input.current?.focus();
  };
  const problem =
    model !== null && missed !== null && missed !== model.task
      ? importWords.otherTask(model.task, missed)
      : state.value === null || state.value === 'reading'
        ? null
        : importProblems[state.value];
  return (
    <div class="kept-panel">
      <div class="field">
        <label for="model-files">{importWords.label}</label>
        <input
          ref={input}
          id="model-files"
          type="file"
          multiple
          accept=".json,.bin,application/json,application/octet-stream"
          aria-describedby="model-files-hint"
          aria-invalid={problem !== null}
          onChange={(event) => void choose([...(event.currentTarget.files ?? [])])}
        />
        <p class="hint" id="model-files-hint">
          {importWords.hint}
        </p>
      </div>
      {problem !== null && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <output>
        {state.value === 'reading' && importWords.reading}
        {model !== null && importWords.ready(model.task, words.value.format.count(model.parameters.length))}
      </output>
      {model !== null && (
        <button type="button" onClick={remove}>
          {importWords.remove}
        </button>
      )}
    </div>
  );
}
