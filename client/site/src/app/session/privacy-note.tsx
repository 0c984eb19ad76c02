/** What a private run promises, and how much of its budget is spent. Loaded only where a run is private. */
import './privacy-note.css';
import { type ReadonlySignal, useComputed } from '@preact/signals';
import type { Status } from 'hearsay';
import { words } from '../words/words.ts';

interface PrivacyNoteProps {
  readonly status: ReadonlySignal<Status>;
  /** Whether the room learns a table. */
  readonly table?: boolean;
}

export function PrivacyNote({ status, table = false }: PrivacyNoteProps) {
  const privacy = useComputed(() => status.value.privacy).value;
  const { privacy: say } = words.value;
  return (
    <section class="panel privacy" data-privacy={privacy?.ended ? 'ended' : 'open'}>
      <h2>{say.title}</h2>
      {privacy === null ? (
        <p>{say.planning}</p>
      ) : (
        <>
          <p>{say.spent(privacy.epsilon, privacy.target, privacy.delta)}</p>
          {privacy.ended && <output class="notice">{say.ended}</output>}
          {!privacy.kept && <p class="notice">{say.notKept}</p>}
        </>
      )}
      <p>{say.promise}</p>
      <p>
        {say.limits}
        {table && ` ${say.tables}`}
      </p>
      {privacy !== null && (
        <p class="hint">
          {say.how(privacy.clip, privacy.noise, privacy.sampling, privacy.steps, privacy.planned)}
        </p>
      )}
    </section>
  );
}
