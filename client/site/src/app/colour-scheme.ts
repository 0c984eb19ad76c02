/** For what is drawn by hand: the rest follows in CSS. */
import { type ReadonlySignal, signal } from '@preact/signals';

const preference = matchMedia('(prefers-color-scheme: dark)');
const current = signal(preference.matches);
preference.addEventListener('change', () => {
  current.value = preference.matches;
});

export const isDark: ReadonlySignal<boolean> = current;
