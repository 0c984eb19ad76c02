/** Offers to go on with what this tab kept of the run that the address names. */
import { useSignal } from '@preact/signals';
import { keptCheckpoint, keptNote } from 'hearsay/kept';
import { useEffect } from 'preact/hooks';
import type { Page } from '../page.ts';
import { words } from '../words/words.ts';

export function ResumeOffer({ page }: { page: Page }) {
  const { settings } = page.reading.value;
  const gone = useSignal(false);
  const note = keptNote(settings);
  const run = note?.run;
  // The note says so at once. What it is about may be gone all the same, or be that of the tab this one is a copy of.
  useEffect(() => {
    if (run === undefined) return;
    let current = true;
    void keptCheckpoint(settings).then((checkpoint) => {
      if (current) gone.value = checkpoint === null;
    });
    return () => {
      current = false;
    };
  }, [run]);
  if (note === null || gone.value) return null;
  const { resuming: say } = words.value;
  return (
    <section class="notice resume" aria-labelledby="resume-title">
      <h2 id="resume-title">{say.heading}</h2>
      <div class="kept-buttons">
        <button
          type="button"
          class="primary"
          disabled={page.starting.value}
          onClick={() => page.join(settings, 'resume')}
        >
          {say.goOn(note.updates, note.accuracy)}
        </button>
        <button type="button" disabled={page.starting.value} onClick={() => page.join(settings)}>
          {say.anew}
        </button>
      </div>
    </section>
  );
}
