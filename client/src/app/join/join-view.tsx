/** The page while no run is under way: how the last one ended, what would happen next, and the form. */
import { ImportModel } from '../kept/import-model.tsx';
import { ResumeOffer } from '../kept/resume-offer.tsx';
import type { Page } from '../page.ts';
import { Errors } from '../session/errors.tsx';
import { formatDuration, formatPercent } from '../words/format.ts';
import { JoinForm } from './join-form.tsx';
import { Problems } from './problems.tsx';

export function JoinView({ page }: { page: Page }) {
  const { settings, problems, offered } = page.reading.value;
  const isNew = offered !== settings;
  const ended = page.session.value?.status.value.phase ?? 'idle';
  const again = ended === 'left' || ended === 'failed';
  return (
    <div class="narrow">
      <h1 tabIndex={-1}>{heading(ended, isNew)}</h1>
      <Outcome page={page} />
      {!again && (
        <p class="lead">
          This tab will train a small neural network on its own share of handwritten digits and trade what it
          has learned, as model weights, with random other tabs in the room. No server holds the model, and
          the examples never leave the tab.
        </p>
      )}
      {page.trouble.value !== null && (
        <p class="notice error" role="alert">
          <strong>The run could not be started:</strong> {page.trouble.value}. Check the connection to the
          server and reload the page.
        </p>
      )}
      <ResumeOffer page={page} />
      <Problems problems={problems} />
      {/* A new reading of the address is a new form. */}
      <JoinForm
        key={page.reading.value}
        initial={offered}
        isNew={isNew}
        busy={page.starting.value}
        again={again}
        onJoin={page.join}
      />
      <ImportModel page={page} />
    </div>
  );
}

function heading(phase: string, isNew: boolean): string {
  if (phase === 'left') return 'You left the room';
  return phase === 'failed' ? 'The run has stopped' : isNew ? 'Start a room' : 'Join a room';
}

function Outcome({ page }: { page: Page }) {
  const session = page.session.value;
  if (!session) return null;
  const { phase, room, accuracy, errors } = session.status.value;
  if (phase !== 'left' && phase !== 'failed') return null;
  const last = session.history.value.at(-1);
  return (
    <>
      {phase === 'failed' && <Errors errors={errors} />}
      {accuracy !== null && (
        <p class="lead">
          In room <strong>{room}</strong>, this tab’s model came to recognise{' '}
          <strong>{formatPercent(accuracy)}</strong> of all ten digits
          {last ? ` in ${formatDuration(last.seconds)}` : ''}.
        </p>
      )}
      {phase === 'left' && (
        <p>The other tabs go on without it. You can join again at any time; this tab then starts afresh.</p>
      )}
    </>
  );
}
