/** A run with a task that the room made itself: bring examples, see how good the network is, try it. */
import '../style/session.css';
import './shared-task.css';
import { type ReadonlySignal, useComputed } from '@preact/signals';
import type { Session } from 'hearsay';
import { BeginFromModel } from '../kept/begin-from-model.tsx';
import { KeepRun } from '../kept/keep-run.tsx';
import { later } from '../later.tsx';
import { Controls } from '../session/controls.tsx';
import { Errors } from '../session/errors.tsx';
import { Invitation } from '../session/invitation.tsx';
import { Neighbours } from '../session/neighbours.tsx';
import { Numbers } from '../session/numbers.tsx';
import { PlayLiar } from '../session/play-liar.tsx';
import { PrivacyNote } from '../session/private-run.tsx';
import { needWords, words } from '../words/words.ts';
import { HowGood } from './how-good.tsx';
import { type SharedRun, sharedRunOf } from './open-shared.ts';
import { TakeHome } from './take-home.tsx';

// Each kind of examples comes with what it needs alone.
const DrawExamples = later(async () => {
  const [part] = await Promise.all([import('./draw-examples.tsx'), needWords('examples')]);
  return part.DrawExamples;
});
const PictureExamples = later(async () => {
  const [part] = await Promise.all([import('./picture-examples.tsx'), needWords('examples')]);
  return part.PictureExamples;
});

const TableExamples = later(async () => {
  const [part] = await Promise.all([
    import('./table-examples.tsx'),
    needWords('examples'),
    needWords('table'),
  ]);
  return part.TableExamples;
});

interface SharedViewProps {
  session: Session;
  addressDiffers: ReadonlySignal<boolean>;
  /** Begins the run anew, from a model of its task. */
  onBeginFrom(parameters: Float32Array): void;
  /** Shows the room as on a projector instead. */
  onClassroom(): void;
}

export function SharedView({ session, addressDiffers, onBeginFrom, onClassroom }: SharedViewProps) {
  const { status, settings } = session;
  const phase = useComputed(() => status.value.phase);
  const size = useComputed(() => status.value.size);
  const limited = useComputed(() => status.value.limited);
  const follows = useComputed(() => status.value.privacy?.ended === true);
  const alone = useComputed(() => status.value.size === 1);
  const problems = useComputed(() => status.value.problems);
  const neighbours = useComputed(() => status.value.neighbours);
  const notKept = useComputed(() => status.value.checkpoint.failed);
  const run = sharedRunOf(session);
  if (run === undefined) return null;
  const { session: say } = words.value;
  const { view } = words.value.shared;
  return (
    <div class="session shared">
      <div class="top">
        <div>
          <h1 tabIndex={-1}>{run.shared.title}</h1>
          <p class="phase" data-phase={phase.value}>
            {follows.value && phase.value === 'training' ? say.following : view.phase(phase.value)}{' '}
            {size.value > 0 && <span class="quiet">· {view.devices(size.value)}</span>}
          </p>
        </div>
        <Controls phase={phase} session={session} />
      </div>
      {addressDiffers.value && <output class="notice">{say.addressDiffers}</output>}
      <Errors problems={problems.value} />
      <Examples run={run} />
      <HowGood run={run} />
      <div class="stack">
        <Invitation settings={settings} alone={alone} onClassroom={onClassroom} />
        <TakeHome run={run} />
      </div>
      <div class="stack">
        <Neighbours neighbours={neighbours} size={size} limited={limited} />
      </div>
      {settings.privacy !== null && <PrivacyNote status={status} table={run.shared.data.kind === 'table'} />}
      <Numbers status={status} settings={settings} />
      <KeepRun session={session} failed={notKept} />
      {session.settings.host !== '' && <PlayLiar session={session} />}
      <BeginFromModel session={session} onBegin={onBeginFrom} />
    </div>
  );
}

function Examples({ run }: { run: SharedRun }) {
  if (run.collection === null) return <TableExamples run={run} />;
  return run.shared.data.kind === 'drawings' ? <DrawExamples run={run} /> : <PictureExamples run={run} />;
}
