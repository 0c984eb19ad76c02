/** The place to draw a digit, held free until there is a model to read it. */
import type { ReadonlySignal } from '@preact/signals';
import type { Session } from 'hearsay';
import { later } from '../later.tsx';
import { words } from '../words/words.ts';

// Training need not wait for what draws.
const DrawDigit = later(async () => (await import('../draw/draw-digit.tsx')).DrawDigit);

export function DrawPanel({
  session,
  labels,
}: {
  session: Session;
  labels: ReadonlySignal<readonly number[]>;
}) {
  const { draw: say } = words.value;
  const samples = session.samples.value;
  return (
    <section class="panel draw-panel" aria-labelledby="draw">
      <h2 id="draw">{say.heading}</h2>
      <p class="hint">{samples === null ? say.waiting : say.hint}</p>
      {samples !== null && <DrawDigit predict={session.predict} samples={samples} labels={labels.value} />}
    </section>
  );
}
