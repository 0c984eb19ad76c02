/** What can be taken along from a run, at the foot of it. */
import type { ReadonlySignal } from '@preact/signals';
import type { Session } from 'hearsay';
import { later } from '../later.tsx';
import { needWords, words } from '../words/words.ts';
import { LazyDetails } from './lazy-details.tsx';

const KeepPanel = later(async () => {
  const [panel] = await Promise.all([import('./keep-panel.tsx'), needWords('kept')]);
  return panel.KeepPanel;
});

export function KeepRun({ session, failed }: { session: Session; failed: ReadonlySignal<boolean> }) {
  const { keeping: say } = words.value;
  return (
    <div class="keep-run">
      {failed.value && <output class="notice">{say.notKept}</output>}
      <LazyDetails class="keep" summary={say.summary}>
        <KeepPanel session={session} />
      </LazyDetails>
    </div>
  );
}
