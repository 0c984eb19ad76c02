/** The field for a model's two files, and what came of them. */
import { type Signal, useSignal } from '@preact/signals';
import type { ReadModel } from 'hearsay';
import type { readModelFiles } from 'hearsay/files';
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { type KeptWords, words } from '../words/words.ts';

interface ModelFilesFieldProps {
  /** What was read; null for nothing. */
  model: Signal<ReadModel | null>;
  read(files: readonly File[]): ReturnType<typeof readModelFiles>;
  /** What is said of a model that was read. */
  ready(model: ReadModel): string;
  /** Why the model cannot be used all the same. */
  refusal: string | null;
  /** What can be done with it. */
  children?: ComponentChildren;
}

export function ModelFilesField({ model, read, ready, refusal, children }: ModelFilesFieldProps) {
  const { importing: say } = words.value.kept;
  const state = useSignal<keyof KeptWords['importing']['problems'] | 'reading' | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const choose = async (files: readonly File[]): Promise<void> => {
    if (files.length === 0) return;
    state.value = 'reading';
    const found = await read(files);
    state.value = found.ok ? null : found.problem;
    // What was chosen before is not what was meant.
    model.value = found.ok ? found.model : null;
  };
  const remove = (): void => {
    model.value = null;
    state.value = null;
    if (input.current) input.current.value = '';
    input.current?.focus();
  };
  const problem =
    refusal ?? (state.value === null || state.value === 'reading' ? null : say.problems[state.value]);
  return (
    <>
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
        {model.value !== null && ready(model.value)}
      </output>
      {children}
      {model.value !== null && (
        <button type="button" onClick={remove}>
          {say.remove}
        </button>
      )}
    </>
  );
}
