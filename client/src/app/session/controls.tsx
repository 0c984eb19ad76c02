/** Pause, resume and leave. Pause and resume are one button, so that the focus stays on it. */
import type { Session } from '../../session.ts';
import type { Phase } from '../../status.ts';

export function Controls({ phase, session }: { phase: Phase; session: Session }) {
  const paused = phase === 'paused';
  return (
    <div class="controls">
      <button
        type="button"
        class="steady"
        disabled={!paused && phase !== 'training'}
        onClick={() => (paused ? session.start() : session.pause())}
      >
        {paused ? 'Resume' : 'Pause'}
      </button>
      <button type="button" onClick={() => session.leave()}>
        Leave
      </button>
    </div>
  );
}
