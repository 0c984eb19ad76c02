/** The one number to look at; before there is one, how far the data is. */
import type { Status } from '../../status.ts';
import { formatBytes, formatPercent } from '../words/format.ts';
import { knowledgeSentence } from '../words/sentences.ts';

export function Headline({ status }: { status: Status }) {
  const { accuracy, labels, phase, loading } = status;
  const waiting = phase === 'joining' || phase === 'loading';
  return (
    <section class="headline" aria-labelledby="headline">
      <h2 id="headline">{waiting ? 'Getting ready' : 'This tab’s model, on all ten digits'}</h2>
      {waiting ? (
        <Waiting phase={phase} loading={loading} />
      ) : (
        <>
          <p class="accuracy">{accuracy === null ? '–' : formatPercent(accuracy)}</p>
          <p class="knowledge">{knowledgeSentence(labels, accuracy)}</p>
        </>
      )}
    </section>
  );
}

function Waiting({ phase, loading }: Pick<Status, 'phase' | 'loading'>) {
  const known = loading !== null && loading.total > 0;
  return (
    <div class="waiting">
      <label for="loading">
        {phase === 'joining' ? 'Asking the server for a place in the room' : 'Loading the digits'}
      </label>
      {/* Without a value the bar says "unknown"; an undefined one must not become 0. */}
      {known ? (
        <progress id="loading" max={loading.total} value={loading.loaded} />
      ) : (
        <progress id="loading" />
      )}
      <p class="hint">
        {known ? `${formatBytes(loading.loaded)} of ${formatBytes(loading.total)}` : 'This takes a moment.'}
      </p>
    </div>
  );
}
