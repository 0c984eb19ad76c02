/** Whether whoever looks at the page wants nothing to move. */
import { type ReadonlySignal, signal } from '@preact/signals';

const preference = matchMedia('(prefers-reduced-motion: reduce)');
const current = signal(preference.matches);
preference.addEventListener('change', () => {
  current.value = preference.matches;
});

export const prefersStill: ReadonlySignal<boolean> = current;
