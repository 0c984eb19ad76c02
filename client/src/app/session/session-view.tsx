/** A run under way. Every part gets the status signal, or the one thing it needs from the session. */
import type { ReadonlySignal } from '@preact/signals';
import type { Session } from '../../session.ts';
import { words } from '../words/words.ts';
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
    </div>
  );
}
