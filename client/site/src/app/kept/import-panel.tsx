/** The choice of a model's files, and what came of it. */
import './kept.css';
import { useSignal } from '@preact/signals';
import { readModelFiles } from 'hearsay/files';
import { useRef } from 'preact/hooks';
import type { Page } from '../page.ts';
import { type KeptWords, words } from '../words/words.ts';

export function ImportPanel({ page }: { page: Page }) {
  const { importing: say } = words.value.kept;
  const state = useSignal<keyof KeptWords['importing']['problems'] | 'reading' | null>(null);
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
      ? say.otherTask(model.task, missed)
      : state.value === null || state.value === 'reading'
        ? null
        : say.problems[state.value];
  return (
    <div class="kept-panel">
      <div class="field">
        <label for="model-files">{say.label}</label>
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
          {say.hint}
        </p>
      </div>
      {problem !== null && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <output>
        {state.value === 'reading' && say.reading}
        {model !== null && say.ready(model.task, model.parameters.length)}
      </output>
      {model !== null && (
        <button type="button" onClick={remove}>
          {say.remove}
        </button>
      )}
    </div>
  );
}
