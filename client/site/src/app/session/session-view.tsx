/** A run under way. Every part gets signals of what it shows, so that a status draws anew only what it has changed. */
import { type ReadonlySignal, useComputed } from '@preact/signals';
import type { Phase, Problem, Session } from 'hearsay';
import { classesOf } from '../classes.ts';
import { KeepRun } from '../kept/keep-run.tsx';
import { words } from '../words/words.ts';
import { ByClass } from './by-class.tsx';
import { Controls } from './controls.tsx';
import { Curves } from './curves.tsx';
import { Digits } from './digits.tsx';
import { DrawPanel } from './draw-panel.tsx';
import { Errors } from './errors.tsx';
import { Headline } from './headline.tsx';
import { Invitation } from './invitation.tsx';
import { Neighbours } from './neighbours.tsx';
import { Numbers } from './numbers.tsx';
import { PaceNote } from './pace-note.tsx';
import { PlayLiar } from './play-liar.tsx';
import { PrivacyNote } from './private-run.tsx';

interface SessionViewProps {
  session: Session;
  addressDiffers: ReadonlySignal<boolean>;
  /** Shows the room as on a projector instead. */
  onClassroom(): void;
}

export function SessionView({ session, addressDiffers, onClassroom }: SessionViewProps) {
  const { status, settings, history, samples } = session;
  const classes = classesOf(session);
  const phase = useComputed(() => status.value.phase);
  const size = useComputed(() => status.value.size);
  const follows = useComputed(() => status.value.privacy?.ended === true);
  const alone = useComputed(() => status.value.size === 1);
  const problems = useComputed(() => status.value.problems);
  const labels = useComputed(() => status.value.labels);
  const perClass = useComputed(() => status.value.roomPerClass);
  const differs = useComputed(() =>
    history.value.some(({ accuracy, roomAccuracy }) => accuracy !== roomAccuracy),
  );
  const neighbours = useComputed(() => status.value.neighbours);
  const limited = useComputed(() => status.value.limited);
  const notKept = useComputed(() => status.value.checkpoint.failed);
  const { session: say } = words.value;
  return (
    <div class="session">
      <div class="top">
        <div>
          <h1 tabIndex={-1}>
            <span class="quiet">{say.room}</span> {settings.room}
          </h1>
          <PhaseLine phase={phase} size={size} follows={follows} />
        </div>
        <Controls phase={phase} session={session} />
      </div>
      {addressDiffers.value && <output class="notice">{say.addressDiffers}</output>}
      <SessionErrors problems={problems} />
      <PaceNote status={status} />
      <Headline status={status} differs={differs} />
      <DrawPanel session={session} labels={labels} />
      <ByClass classes={classes} labels={labels} perClass={perClass} />
      <div class="stack">
        <Curves history={history} labels={labels} differs={differs} />
        <Invitation settings={settings} alone={alone} onClassroom={onClassroom} />
      </div>
      <div class="stack">
        <Neighbours neighbours={neighbours} size={size} limited={limited} />
        <Digits classes={classes} labels={labels} samples={samples} />
      </div>
      {settings.privacy !== null && <PrivacyNote status={status} />}
      <Numbers status={status} settings={settings} />
      <KeepRun session={session} failed={notKept} />
      {settings.host !== '' && <PlayLiar session={session} />}
    </div>
  );
}

interface PhaseLineProps {
  phase: ReadonlySignal<Phase>;
  size: ReadonlySignal<number>;
  /** Whether its budget of privacy is used up. */
  follows: ReadonlySignal<boolean>;
}

function PhaseLine({ phase, size, follows }: PhaseLineProps) {
  const { session: say } = words.value;
  return (
    <p class="phase" data-phase={phase.value}>
      {follows.value && phase.value === 'training' ? say.following : say.phase(phase.value, size.value)}{' '}
      {size.value > 0 && <span class="quiet">· {say.tabs(size.value)}</span>}
    </p>
  );
}

function SessionErrors({ problems }: { problems: ReadonlySignal<readonly Problem[]> }) {
  return <Errors problems={problems.value} />;
}
