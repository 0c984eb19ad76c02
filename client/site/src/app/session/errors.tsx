/** What went wrong, newest last. */
import type { Problem } from 'hearsay';
import { inWords } from 'hearsay/words';
import { words } from '../words/words.ts';

const MOST_SHOWN = 5;

export function Errors({ problems }: { problems: readonly Problem[] }) {
  if (problems.length === 0) return null;
  // What the host has decided is no fault of anything.
  const isNews = problems.every(({ code }) => code === 'removed-by-host');
  const texts = problems.slice(-MOST_SHOWN).map((problem) => inWords(problem, words.value.problems));
  return (
    <div class={isNews ? 'notice' : 'notice error'} role="alert">
      {texts.length === 1 ? (
        <p>{texts[0]}</p>
      ) : (
        <ul>
          {texts.map((text, index) => (
            <li key={problems.length - texts.length + index}>{text}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
