/** How probable each digit is to the model, as bars. */
import { words } from '../words/words.ts';

const TEN = Array.from({ length: 10 }, (_, digit) => digit);

interface ProbabilityBarsProps {
  /** Null while nothing is drawn. */
  probabilities: readonly number[] | null;
  /** The most probable digit; null while nothing is drawn. */
  guess: number | null;
}

export function ProbabilityBars({ probabilities, guess }: ProbabilityBarsProps) {
  const { draw: say, format } = words.value;
  return (
    <ul class="probabilities" aria-label={say.bars}>
      {TEN.map((digit) => {
        const share = probabilities?.[digit] ?? 0;
        return (
          <li key={digit} class={digit === guess ? 'guess' : undefined}>
            <span class="digit">{digit}</span>
            <span class="track" aria-hidden="true">
              <span class="fill" style={{ transform: `scaleX(${share.toFixed(3)})` }} />
            </span>
            <span class="share">{probabilities === null ? '–' : format.percent(share, 0)}</span>
          </li>
        );
      })}
    </ul>
  );
}
