/** How far files are read, what came of it, and what was wrong with some. */
import { dataProblemInWords } from '../../data/data-problem.ts';
import { words } from '../words/words.ts';
import type { FileReading } from './file-reading.ts';

const MOST_SHOWN = 5;

export function ReadingNews({ reading, classes }: { reading: FileReading; classes: readonly string[] }) {
  const { collect: say } = words.value.shared;
  const under = reading.under.value;
  const problems = reading.problems.value;
  const foreign = reading.foreign.value;
  const taken = reading.taken.value;
  const all = [
    ...foreign.map(({ folder, files }) => say.foreign(folder, files)),
    ...problems.map((problem) => dataProblemInWords(problem, words.value.examples.problems)),
  ];
  return (
    <div class="reading-news" aria-live="polite">
      {under !== null && (
        <div class="with-button">
          <div>
            <label for="reading-files">{say.reading(under.done, under.files)}</label>
            <progress id="reading-files" max={Math.max(1, under.files)} value={under.done} />
          </div>
          <button type="button" onClick={reading.cancel}>
            {say.cancel}
          </button>
        </div>
      )}
      {taken !== null && all.length === 0 && <p class="hint">{say.taken(taken, 0)}</p>}
      {all.length > 0 && (
        <div class="notice error">
          {taken !== null && <p>{say.taken(taken, problems.length)}</p>}
          {foreign.length > 0 && <p>{say.foreignFolders(words.value.format.list(classes))}</p>}
          <ul>
            {all.slice(0, MOST_SHOWN).map((text, place) => (
              <li key={place}>{text}</li>
            ))}
          </ul>
          {all.length > MOST_SHOWN && <p>{say.moreProblems(all.length - MOST_SHOWN)}</p>}
        </div>
      )}
    </div>
  );
}
