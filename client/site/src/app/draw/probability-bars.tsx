/** How probable each class is to the model, as bars. */
import { words } from '../words/words.ts';

interface ProbabilityBarsProps {
  /** What the classes are called. */
  names: readonly string[];
  /** What the bars are, for a screen reader. */
  label: string;
  /** Null while nothing is shown to the model. */
  probabilities: readonly number[] | null;
  /** The most probable class; null while nothing is shown to it. */
  guess: number | null;
}

export function ProbabilityBars({ names, label, probabilities, guess }: ProbabilityBarsProps) {
  const { format } = words.value;
  const areDigits = names.every((name) => name.length === 1);
  return (
    <ul class={areDigits ? 'probabilities' : 'probabilities of-classes'} aria-label={label}>
      {names.map((name, place) => {
        const share = probabilities?.[place] ?? 0;
        return (
          <li key={name} class={place === guess ? 'guess' : undefined}>
            <span class={areDigits ? 'digit' : 'name'}>{name}</span>
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
