/** How probable each class is to the room's model, as bars, and the guess in words. */
import type { ReadonlySignal } from '@preact/signals';
import { words } from '../words/words.ts';

interface ClassBarsProps {
  classes: readonly string[];
  /** Null while nothing is shown to it. */
  probabilities: ReadonlySignal<readonly number[] | null>;
}

export function ClassBars({ classes, probabilities: { value: probabilities } }: ClassBarsProps) {
  const { format } = words.value;
  const { guess: say } = words.value.shared;
  const guess = probabilities === null ? null : probabilities.indexOf(Math.max(...probabilities));
  return (
    <>
      <output class="guess-words">{guess === null ? say.nothing : say.is(classes[guess])}</output>
      <ul class="probabilities of-classes" aria-label={say.bars}>
        {classes.map((name, label) => {
          const share = probabilities?.[label] ?? 0;
          return (
            <li key={name} class={label === guess ? 'guess' : undefined}>
              <span class="name">{name}</span>
              <span class="track" aria-hidden="true">
                <span class="fill" style={{ transform: `scaleX(${share.toFixed(3)})` }} />
              </span>
              <span class="share">{probabilities === null ? '–' : format.percent(share, 0)}</span>
            </li>
          );
        })}
      </ul>
    </>
  );
}
