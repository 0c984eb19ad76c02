/** How probable each class is to the room's model, as bars, and the guess in words. */
import type { ReadonlySignal } from '@preact/signals';
import { ProbabilityBars } from '../draw/probability-bars.tsx';
import { words } from '../words/words.ts';

interface ClassBarsProps {
  classes: readonly string[];
  /** Null while nothing is shown to it. */
  probabilities: ReadonlySignal<readonly number[] | null>;
}

export function ClassBars({ classes, probabilities: { value: probabilities } }: ClassBarsProps) {
  const { guess: say } = words.value.shared;
  const guess = probabilities === null ? null : probabilities.indexOf(Math.max(...probabilities));
  return (
    <>
      <output class="guess-words">{guess === null ? say.nothing : say.is(classes[guess])}</output>
      <ProbabilityBars names={classes} label={say.bars} {...{ probabilities, guess }} />
    </>
  );
}
