/** The page while no run is under way: how the last one ended, what would happen next, and the form. */
import type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import type { ReadonlySignal } from '@preact/signals';
import { inWords } from 'hearsay/words';
import { ImportModel } from '../kept/import-model.tsx';
import { ResumeOffer } from '../kept/resume-offer.tsx';
import type { Page } from '../page.ts';
import { Errors } from '../session/errors.tsx';
import { words } from '../words/words.ts';
import { JoinByLink } from './join-by-link.tsx';
import { JoinForm } from './join-form.tsx';
import { Problems } from './problems.tsx';

interface JoinViewProps {
  page: Page;
  /** Whether the run will be shown as a classroom is. */
  classroom: ReadonlySignal<boolean>;
  onClassroom(shown: boolean): void;
}

export function JoinView({ page, classroom, onClassroom }: JoinViewProps) {
  const { start: say } = words.value;
  const { settings, problems, offered } = page.reading.value;
  const isNew = offered !== settings;
  const ended = page.session.value?.status.value.phase ?? 'idle';
  const again = ended === 'left' || ended === 'failed';
  const join = (joined: RunSettings, asClassroom: boolean): void => {
    onClassroom(asClassroom);
    page.join(joined);
  };
  return (
    <div class="start">
      <div class="intro">
        <h1 tabIndex={-1}>{say.heading[again ? ended : isNew ? 'new' : 'invited']}</h1>
        <Outcome page={page} />
        {!again && <p class="lead">{say.lead}</p>}
        {page.trouble.value !== null && (
          <p class="notice error" role="alert">
            {inWords(page.trouble.value, words.value.problems)}
          </p>
        )}
        <ResumeOffer page={page} />
        <Problems problems={problems} />
      </div>
      {/* A new reading of the address is a new form. */}
      <JoinForm
        key={page.reading.value}
        initial={offered}
        isNew={isNew}
        busy={page.starting.value}
        again={again}
        asClassroom={classroom.value}
        onJoin={join}
      />
      <JoinByLink busy={page.starting.value} onJoin={page.join} />
      <p>
        <a href="#view=make">{say.makeLink}</a>
      </p>
      <p>
        <a href="#view=lessons">{say.lessonsLink}</a>
      </p>
      <p>
        <a href="#view=lab">{say.labLink}</a>
      </p>
      <p>
        <a href="/docs/">{say.docsLink}</a>
      </p>
      <ImportModel page={page} />
    </div>
  );
}

function Outcome({ page }: { page: Page }) {
  const session = page.session.value;
  if (!session) return null;
  const { start: say } = words.value;
  const { phase, room, roomAccuracy, problems } = session.status.value;
  if (phase !== 'left' && phase !== 'failed') return null;
  const last = session.history.value.at(-1);
  return (
    <>
      {phase === 'failed' && <Errors problems={problems} />}
      {roomAccuracy !== null && <p class="lead">{say.outcome(room, roomAccuracy, last?.seconds ?? null)}</p>}
      {phase === 'left' && <p>{say.afterLeaving}</p>}
    </>
  );
}
