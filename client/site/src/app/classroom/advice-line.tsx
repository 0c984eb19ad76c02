/** What this tab says of step size, room and delay, in words; nothing while it does not know. */
import { useComputed } from '@preact/signals';
import type { Session } from 'hearsay';
import { words } from '../words/words.ts';
import { useCalm } from './use-calm.ts';

export function AdviceLine({ session }: { session: Session }) {
  const say = words.value.classroom.figures;
  const known = useComputed(() => session.status.value.advice);
  const advice = useCalm(known, 'figures').value;
  if (advice === null) return null;
  return (
    <p>
      {say.advice(session.settings.rate, advice)} <span class="hint">{say.adviceNote}</span>
    </p>
  );
}
