/** Pause, resume and leave, and the way to the invitation. Pause and resume are one button, so that the focus stays on it. */
import type { ReadonlySignal } from '@preact/signals';
import type { Phase, Session } from 'hearsay';
import { words } from '../words/words.ts';

export function Controls({ phase, session }: { phase: ReadonlySignal<Phase>; session: Session }) {
  const { session: say } = words.value;
  const paused = phase.value === 'paused';
  return (
    <div class="controls">
      <button
        type="button"
        disabled={!paused && phase.value !== 'training'}
        onClick={() => (paused ? session.start() : session.pause())}
      >
        {paused ? say.resume : say.pause}
      </button>
      <button type="button" onClick={() => session.leave()}>
        {say.leave}
      </button>
      {/* A link would change the fragment, which is the run's. */}
      <button type="button" class="primary" onClick={showInvitation}>
        {say.invite}
      </button>
    </div>
  );
}

function showInvitation(): void {
  const heading = document.getElementById('invitation');
  heading?.scrollIntoView({ block: 'start' });
  heading?.focus({ preventScroll: true });
}
