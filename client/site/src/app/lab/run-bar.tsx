/** How far the run is, and what holds it. */
import type { Lab } from '../../lab/lab.ts';
import { words } from '../words/words.ts';

export function RunBar({ lab }: { lab: Lab }) {
  const { run: say } = words.value.lab;
  const phase = lab.phase.value;
  const { stage, done } = lab.progress.value;
  const isOn = phase === 'running' || phase === 'paused';
  return (
    <div class="run-bar">
      <div class="run-progress">
        <p>
          {phase === 'running'
            ? say.running({ stage, done }, lab.settings.value.peers)
            : phase === 'failed'
              ? say.stopped
              : say[phase]}
        </p>
        <progress aria-label={say.progress} max={1} value={phase === 'done' ? 1 : done} />
      </div>
      <div class="controls">
        <button
          type="button"
          class="steady"
          disabled={!isOn}
          onClick={phase === 'paused' ? lab.resume : lab.pause}
        >
          {phase === 'paused' ? say.resume : say.pause}
        </button>
        <button type="button" class="steady" onClick={isOn ? lab.stop : lab.again}>
          {isOn ? say.stop : say.again}
        </button>
      </div>
    </div>
  );
}
