/** How good the room's network is, and what that figure means. */
import { useComputed } from '@preact/signals';
import { words } from '../words/words.ts';
import type { SharedRun } from './open-shared.ts';

export function HowGood({ run: { session } }: { run: SharedRun }) {
  const { good: say } = words.value.shared;
  const accuracy = useComputed(() => session.status.value.roomAccuracy).value;
  return (
    <section class="panel how-good" aria-labelledby="how-good">
      <h2 id="how-good">{say.heading}</h2>
      {accuracy === null ? <p>{say.none}</p> : <p class="knowledge">{say.accuracy(accuracy)}</p>}
      <p class="hint">{say.meaning}</p>
    </section>
  );
}
