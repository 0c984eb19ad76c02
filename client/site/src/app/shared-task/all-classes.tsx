/** Pictures of all classes at once: of a folder, or a ZIP, in which each class has a folder that is named like it. */
import { words } from '../words/words.ts';
import { choosesFolders, FileButton } from './file-picker.tsx';
import type { FileReading } from './file-reading.ts';
import { useDrop } from './use-drop.ts';

interface AllClassesProps {
  classes: readonly string[];
  reading: FileReading;
}

export function AllClasses({ classes, reading }: AllClassesProps) {
  const { collect: say } = words.value.shared;
  const isReading = reading.under.value !== null;
  const drop = useDrop((transfer) => reading.take(transfer, 'by-folder'));
  const choose = (files: readonly File[]): void => reading.choose(files, 'by-folder');
  return (
    <details>
      <summary>{say.allClasses}</summary>
      <div class="all-classes">
        <p class="hint">{say.allClassesHint(words.value.format.list(classes))}</p>
        <div class="kept-buttons">
          {choosesFolders() && (
            <FileButton label={say.allFolder} folder disabled={isReading} drop={drop} onFiles={choose} />
          )}
          <FileButton label={say.allZip} accept=".zip" disabled={isReading} drop={drop} onFiles={choose} />
        </div>
      </div>
    </details>
  );
}
