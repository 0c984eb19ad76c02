/** How far files are read, and what was wrong with some. */
import { dataProblemInWords } from '../../data/data-problem.ts';
import { words } from '../words/words.ts';
import type { FileReading } from './file-reading.ts';

const MOST_SHOWN = 5;

export function ReadingNews({ reading }: { reading: FileReading }) {
  const { collect: say } = words.value.shared;
  const under = reading.under.value;
  const problems = reading.problems.value;
  const taken = reading.taken.value;
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
      {problems.length > 0 && (
        <div class="notice error">
          {taken !== null && <p>{say.taken(taken, problems.length)}</p>}
          <ul>
            {problems.slice(0, MOST_SHOWN).map((problem, place) => (
              <li key={place}>{dataProblemInWords(problem, words.value.examples.problems)}</li>
            ))}
          </ul>
          {problems.length > MOST_SHOWN && <p>{say.moreProblems(problems.length - MOST_SHOWN)}</p>}
        </div>
      )}
    </div>
  );
}
