/** While the task of a link is looked for among the peers of its room: how far that is, and the way out. */
import { inWords } from 'hearsay/words';
import type { Page } from '../page.ts';
import { words } from '../words/words.ts';
import { finding } from './known-tasks.ts';

export function FindingView({ page }: { page: Page }) {
  const { finding: say } = words.value.shared;
  const { now, problem } = finding.value ?? { now: 'joining', problem: null };
  return (
    <section class="panel finding" aria-labelledby="finding">
      <h1 id="finding" tabIndex={-1}>
        {say.heading}
      </h1>
      <label for="finding-progress">{say[now]}</label>
      <progress id="finding-progress" />
      {problem !== null && (
        <p class="notice error" role="alert">
          {inWords(problem, words.value.problems)}
        </p>
      )}
      <div>
        <button type="button" onClick={page.giveUp}>
          {say.giveUp}
        </button>
      </div>
    </section>
  );
}
