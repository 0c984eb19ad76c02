/** How far examples are made ready to be learned from, and what keeps them from that, or from being kept. */
import { dataProblemInWords } from '../../data/data-problem.ts';
import { words } from '../words/words.ts';
import type { Collection } from './collection.ts';

export function CollectionNews({ collection }: { collection: Collection }) {
  const { collect: say } = words.value.shared;
  const preparing = collection.preparing.value;
  const problem = collection.problem.value;
  return (
    <>
      {preparing !== null && (
        <div>
          <label for="preparing">{say.preparing(preparing.done, preparing.rows)}</label>
          <progress id="preparing" max={Math.max(1, preparing.rows)} value={preparing.done} />
        </div>
      )}
      {problem !== null && (
        <p class="notice error" role="alert">
          {dataProblemInWords(problem, words.value.examples.problems)}
        </p>
      )}
    </>
  );
}
