/** The way into a room that others have started: paste its link, or type its code. */
import type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { words } from '../words/words.ts';
import { type InvitationProblem, readInvitation } from './read-invitation.ts';

interface JoinByLinkProps {
  busy: boolean;
  onJoin(settings: RunSettings): void;
}

export function JoinByLink({ busy, onJoin }: JoinByLinkProps) {
  const { join: say } = words.value;
  const text = useSignal('');
  const problem = useSignal<InvitationProblem | null>(null);
  const input = useRef<HTMLInputElement>(null);

  const submit = (event: Event) => {
    event.preventDefault();
    const invitation = readInvitation(text.value, location.href);
    if (invitation.kind === 'run') onJoin(invitation.settings);
    else if (invitation.kind === 'elsewhere') location.assign(invitation.address);
    else {
      problem.value = invitation.problem;
      input.current?.focus();
    }
  };
  return (
    <section class="panel join-by-link" aria-labelledby="join-by-link">
      <h2 id="join-by-link">{say.heading}</h2>
      <form onSubmit={submit} noValidate>
        <div class="field">
          <label for="invitation-text">{say.label}</label>
          <div class="with-button">
            <input
              ref={input}
              id="invitation-text"
              type="text"
              autocomplete="off"
              autocapitalize="off"
              spellcheck={false}
              value={text.value}
              aria-invalid={problem.value !== null}
              aria-describedby={`invitation-hint${problem.value === null ? '' : ' invitation-problem'}`}
              onInput={(event) => {
                text.value = event.currentTarget.value;
                problem.value = null;
              }}
            />
            <button type="submit" disabled={busy}>
              {say.button}
            </button>
          </div>
          {problem.value !== null && (
            <p class="problem" id="invitation-problem">
              {say.problems[problem.value]}
            </p>
          )}
          <p class="hint" id="invitation-hint">
            {say.hint}
          </p>
        </div>
      </form>
    </section>
  );
}
