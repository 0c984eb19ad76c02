/** The choice of a model's files for the next run. */
import './kept.css';
import { isTaskDigest } from '@hearsay/shared/tasks/tasks.ts';
import { readModelFiles } from 'hearsay/files';
import type { Page } from '../page.ts';
import { words } from '../words/words.ts';
import { ModelFilesField } from './model-files-field.tsx';
import { wantedOf } from './wanted.ts';

export function ImportPanel({ page }: { page: Page }) {
  const { importing: say } = words.value.kept;
  const model = page.imported.value;
  const missed = page.taskMissed.value;
  const read = async (files: readonly File[]): ReturnType<typeof readModelFiles> => {
    const wanted = await wantedOf(page.reading.peek().settings.task);
    return wanted === null ? { ok: false, problem: 'unknown-task' } : readModelFiles(files, ...wanted);
  };
  const refusal = (): string | null => {
    if (model === null || missed === null || missed === model.task) return null;
    return isTaskDigest(missed) || isTaskDigest(model.task)
      ? say.otherRoom
      : say.otherTask(model.task, missed);
  };
  return (
    <div class="kept-panel">
      <ModelFilesField
        model={page.imported}
        read={read}
        ready={({ task, parameters: { length } }) =>
          isTaskDigest(task) ? say.readyHere(length) : say.ready(task, length)
        }
        refusal={refusal()}
      />
    </div>
  );
}
