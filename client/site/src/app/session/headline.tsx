/** The one thing to look at: what this tab knows that it was never shown, by the room's model as it has it, and its own beside.
 * Before that is known, how far the data is. */
import { type ReadonlySignal, useComputed } from '@preact/signals';
import type { Status } from 'hearsay';
import { useRef } from 'preact/hooks';
import { knowledgeOf } from '../words/knowledge.ts';
import { words } from '../words/words.ts';

interface HeadlineProps {
  status: ReadonlySignal<Status>;
  /** Whether the room's model and the tab's own ever did differently. */
  differs: ReadonlySignal<boolean>;
}

export function Headline({ status, differs }: HeadlineProps) {
  const { headline: say, format } = words.value;
  const spokenOf = useRef<number | null>(null);
  const phase = useComputed(() => status.value.phase).value;
  const loading = useComputed(() => status.value.loading).value;
  const accuracy = useComputed(() => status.value.roomAccuracy).value;
  const own = useComputed(() => status.value.accuracy).value;
  const labels = useComputed(() => status.value.labels).value;
  const perClass = useComputed(() => status.value.roomPerClass).value;
  const size = useComputed(() => status.value.size).value;
  const waiting = phase === 'joining' || phase === 'loading';
  const knowledge = knowledgeOf({ labels, perClass, size }, spokenOf.current);
  spokenOf.current = knowledge.kind === 'taught' ? knowledge.label : null;
  return (
    <section class="panel headline" aria-labelledby="headline">
      <h2 id="headline">{waiting ? say.waiting : say.heading}</h2>
      {waiting ? (
        <Waiting phase={phase} loading={loading} />
      ) : (
        <>
          <p class="knowledge">{say.sentence(knowledge)}</p>
          <p class="hint">{say.detail(knowledge)}</p>
          <p class="accuracy">
            <span class="value">{accuracy === null ? '–' : format.percent(accuracy)}</span> {say.accuracy}
          </p>
          {differs.value && own !== null && <p class="quiet">{say.own(own)}</p>}
        </>
      )}
    </section>
  );
}

function Waiting({ phase, loading }: Pick<Status, 'phase' | 'loading'>) {
  const { headline: say } = words.value;
  const known = loading !== null && loading.total > 0;
  return (
    <div class="waiting">
      <label for="loading">{phase === 'joining' ? say.joining : say.loading}</label>
      {/* Without a value the bar says "unknown"; an undefined one must not become 0. */}
      {known ? (
        <progress id="loading" max={loading.total} value={loading.loaded} />
      ) : (
        <progress id="loading" />
      )}
      <p class="hint">{known ? say.loaded(loading.loaded, loading.total) : say.moment}</p>
    </div>
  );
}
