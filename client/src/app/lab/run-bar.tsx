/** How far the run is, and what holds it. */
import type { Lab } from '../../lab/lab.ts';
import { labWords } from './words.ts';

const words = labWords.run;

export function RunBar({ lab }: { lab: Lab }) {
  const phase = lab.phase.value;
  const { stage, done } = lab.progress.value;
  const isOn = phase === 'running' || phase === 'paused';
  return (
    <div class="run-bar">
      <div class="run-progress">
        <p>
          {phase === 'running'
            ? words.running({ stage, done }, lab.settings.value.peers)
            : phase === 'failed'
              ? words.stopped
              : words[phase]}
        </p>
        <progress aria-label={words.progress} max={1} value={phase === 'done' ? 1 : done} />
      </div>
      <div class="controls">
        <button
          type="button"
          class="steady"
          disabled={!isOn}
          onClick={phase === 'paused' ? lab.resume : lab.pause}
        >
          {phase === 'paused' ? words.resume : words.pause}
        </button>
        <button type="button" class="steady" onClick={isOn ? lab.stop : lab.again}>
          {isOn ? words.stop : words.again}
        </button>
      </div>
    </div>
  );
}
