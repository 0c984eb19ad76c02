/** The polite live region. It outlives the views, as a region that appears with its text is not read. */
import { type ReadonlySignal, useSignal, useSignalEffect } from '@preact/signals';
import type { Session } from 'hearsay';
import { useRef } from 'preact/hooks';
import { announce, type Heard, heardNothing } from './announcements.ts';
import { words } from './words/words.ts';

export function Announcer({ session }: { session: ReadonlySignal<Session | null> }) {
  const text = useSignal('');
  const memory = useRef<{ of: Session | null; heard: Heard }>({
    of: null,
    heard: heardNothing,
  });
  useSignalEffect(() => {
    const current = session.value;
    if (!current) return;
    const known = memory.current.of === current ? memory.current.heard : heardNothing;
    const next = announce(known, current.status.value, words.peek().announcements);
    memory.current = { of: current, heard: next.heard };
    if (next.text !== '') text.value = next.text;
  });
  return (
    <output class="visually-hidden" aria-live="polite">
      {text}
    </output>
  );
}
