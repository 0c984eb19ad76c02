/**
 * What the page says, in the language that was chosen. Only that language is loaded; whoever reads `words.value` follows
 * when another one is chosen.
 */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { en } from './en.ts';
import type { Language } from './language.ts';

/** Every text of the page by its name; sentences with numbers in them are functions. */
export type Words = typeof en;

const LOADERS: Readonly<Record<Language, () => Promise<Words>>> = {
  en: async () => (await import('./en.ts')).en,
  de: async () => (await import('./de.ts')).de,
};

const current = signal<{ language: Language; words: Words } | null>(null);
let newest = 0;

function loaded(): { language: Language; words: Words } {
  if (current.value === null) throw new Error('A language must be loaded before anything is shown.');
  return current.value;
}

export const words: ReadonlySignal<Words> = computed(() => loaded().words);
export const language: ReadonlySignal<Language> = computed(() => loaded().language);

/** Loads a language and shows the page in it; a later call wins. Rejects, and changes nothing, where it cannot be loaded. */
export async function speak(chosen: Language): Promise<void> {
  newest += 1;
  const mine = newest;
  const texts = await LOADERS[chosen]();
  if (mine === newest) current.value = { language: chosen, words: texts };
}
