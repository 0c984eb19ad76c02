/** The choice of a model's files for the task of the run under way, and the way to begin again from it. */
import './kept.css';
import { useSignal } from '@preact/signals';
import type { ReadModel, Session } from 'hearsay';
import { readModelFiles } from 'hearsay/files';
import { words } from '../words/words.ts';
import { ModelFilesField } from './model-files-field.tsx';

interface RunImportProps {
  session: Pick<Session, 'task' | 'settings'>;
  onBegin(parameters: Float32Array): void;
}

export function RunImport({ session: { task, settings }, onBegin }: RunImportProps) {
  const { importing: say } = words.value.kept;
  const model = useSignal<ReadModel | null>(null);
  const { value } = model;
  return (
    <div class="kept-panel">
      <p class="hint">{say.again}</p>
      <ModelFilesField
        model={model}
        read={(files) => readModelFiles(files, task, settings.task)}
        ready={({ parameters }) => say.fits(parameters.length)}
        refusal={null}
      >
        {value !== null && (
          <button type="button" onClick={() => onBegin(value.parameters)}>
            {say.begin}
          </button>
        )}
      </ModelFilesField>
    </div>
  );
}
