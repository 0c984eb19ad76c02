/** For what a wide page has in another place than a narrow one: the rest follows in CSS. */
import { type ReadonlySignal, signal } from '@preact/signals';

/** The width from which the style sheets put things side by side. */
const width = matchMedia('(min-width: 60rem)');
const current = signal(width.matches);
width.addEventListener('change', () => {
  current.value = width.matches;
});

export const isWide: ReadonlySignal<boolean> = current;
