/** Pause, resume and leave. Pause and resume are one button, so that the focus stays on it. */
import type { Session } from '../../session.ts';
import type { Phase } from '../../status.ts';
import { words } from '../words/words.ts';

export function Controls({ phase, session }: { phase: Phase; session: Session }) {
  const { session: say } = words.value;
  const paused = phase === 'paused';
  return (
    <div class="controls">
      <button
        type="button"
        class="steady"
        disabled={!paused && phase !== 'training'}
        onClick={() => (paused ? session.start() : session.pause())}
      >
        {paused ? say.resume : say.pause}
      </button>
      <button type="button" onClick={() => session.leave()}>
        {say.leave}
      </button>
    </div>
  );
}
