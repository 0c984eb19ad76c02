/** A run under way. Every part gets the status signal, or the one thing it needs from the session. */
import type { ReadonlySignal } from '@preact/signals';
import type { Session } from '../../session.ts';
import { KeepRun } from '../kept/keep-run.tsx';
import { phaseWords, roomWords } from '../words/sentences.ts';
import { Controls } from './controls.tsx';
import { Curves } from './curves.tsx';
import { Digits } from './digits.tsx';
import { Errors } from './errors.tsx';
import { Headline } from './headline.tsx';
import { Invitation } from './invitation.tsx';
import { Neighbours } from './neighbours.tsx';
import { Numbers } from './numbers.tsx';

interface SessionViewProps {
  session: Session;
  addressDiffers: ReadonlySignal<boolean>;
}

export function SessionView({ session, addressDiffers }: SessionViewProps) {
  const { status } = session;
  const now = status.value;
  return (
    <div class="session">
      <div class="top">
        <div>
          <h1 tabIndex={-1}>
            <span class="quiet">Room</span> {session.settings.room}
          </h1>
          <p class="phase" data-phase={now.phase}>
            {phaseWords(now)} {now.size > 0 && <span class="quiet">· {roomWords(now.size)}</span>}
          </p>
        </div>
        <Controls phase={now.phase} session={session} />
      </div>
      {addressDiffers.value && (
        <output class="notice">
          The address of this page has changed. The new settings apply after you leave this room.
        </output>
      )}
      <Errors errors={now.errors} />
      <div class="main">
        <Headline status={now} />
        <Curves history={session.history} labels={now.labels} />
      </div>
      <div class="side">
        <Invitation settings={session.settings} alone={now.size === 1} />
        <Digits labels={now.labels} />
        <Neighbours neighbours={now.neighbours} size={now.size} />
      </div>
      <Numbers status={now} settings={session.settings} />
      <KeepRun session={session} />
    </div>
  );
}
