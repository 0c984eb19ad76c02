/** A run under way. Every part gets what it shows, and the session where it acts on it. */
import type { ReadonlySignal } from '@preact/signals';
import type { Session } from '../../session.ts';
import { KeepRun } from '../kept/keep-run.tsx';
import { words } from '../words/words.ts';
import { ByDigit } from './by-digit.tsx';
import { Controls } from './controls.tsx';
import { Curves } from './curves.tsx';
import { Digits } from './digits.tsx';
import { DrawPanel } from './draw-panel.tsx';
import { Errors } from './errors.tsx';
import { Headline } from './headline.tsx';
import { Invitation } from './invitation.tsx';
import { Neighbours } from './neighbours.tsx';
import { Numbers } from './numbers.tsx';

interface SessionViewProps {
  session: Session;
  addressDiffers: ReadonlySignal<boolean>;
  /** Shows the room as on a projector instead. */
  onClassroom(): void;
}

export function SessionView({ session, addressDiffers, onClassroom }: SessionViewProps) {
  const { status } = session;
  const now = status.value;
  const { session: say } = words.value;
  return (
    <div class="session">
      <div class="top">
        <div>
          <h1 tabIndex={-1}>
            <span class="quiet">{say.room}</span> {session.settings.room}
          </h1>
          <p class="phase" data-phase={now.phase}>
            {say.phase(now.phase, now.size)}{' '}
            {now.size > 0 && <span class="quiet">· {say.tabs(now.size)}</span>}
          </p>
        </div>
        <Controls phase={now.phase} session={session} />
      </div>
      {addressDiffers.value && <output class="notice">{say.addressDiffers}</output>}
      <Errors errors={now.errors} />
      <Headline status={now} />
      <DrawPanel session={session} labels={now.labels} />
      <ByDigit labels={now.labels} perClass={now.perClass} />
      <div class="stack">
        <Curves history={session.history} labels={now.labels} />
        <Invitation settings={session.settings} alone={now.size === 1} onClassroom={onClassroom} />
      </div>
      <div class="stack">
        <Neighbours neighbours={now.neighbours} size={now.size} />
        <Digits labels={now.labels} samples={session.samples.value} />
      </div>
      <Numbers status={now} settings={session.settings} />
      <KeepRun session={session} />
    </div>
  );
}
