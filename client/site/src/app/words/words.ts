/// <reference path="./sections.d.ts" />
/**
 * What the page says, in the language that was chosen. Only that language is loaded, section by section, as they are needed;
 * whoever reads `words.value` follows when another one is chosen.
 */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { classroom, en, kept, lab, numbers, starting } from './en.ts';
import type { shared } from './en-shared.ts';
import type { Language } from './language.ts';

/** Every text by its name; sentences with numbers in them are functions. */
export type PageWords = typeof en;
export type StartingWords = typeof starting;
export type NumbersWords = typeof numbers;
export type LabWords = typeof lab;
export type KeptWords = typeof kept;
export type ClassroomWords = typeof classroom;
export type SharedWords = typeof shared;

/** Those of the start page throw an error unless they were asked for, see `needWords`. */
export interface Words extends PageWords, StartingWords {
  /** @throws Error unless it was asked for, see `needWords` */
  readonly numbers: NumbersWords;
  /** @throws Error unless it was asked for, see `needWords` */
  readonly lab: LabWords;
  /** @throws Error unless it was asked for, see `needWords` */
  readonly kept: KeptWords;
  /** @throws Error unless it was asked for, see `needWords` */
  readonly classroom: ClassroomWords;
  /** @throws Error unless it was asked for, see `needWords` */
  readonly shared: SharedWords;
}

type Section = 'starting' | 'numbers' | 'lab' | 'kept' | 'classroom' | 'shared';

/** What is there of a language; null for a section that nobody has needed. */
interface Loaded {
  readonly language: Language;
  readonly page: PageWords;
  readonly starting: StartingWords | null;
  readonly numbers: NumbersWords | null;
  readonly lab: LabWords | null;
  readonly kept: KeptWords | null;
  readonly classroom: ClassroomWords | null;
  readonly shared: SharedWords | null;
}

interface Loaders {
  page(): Promise<PageWords>;
  starting(): Promise<StartingWords>;
  numbers(): Promise<NumbersWords>;
  lab(): Promise<LabWords>;
  kept(): Promise<KeptWords>;
  classroom(): Promise<ClassroomWords>;
  shared(): Promise<SharedWords>;
}

const LOADERS: Readonly<Record<Language, Loaders>> = {
  en: {
    page: async () => (await import('./en.ts')).en,
    starting: async () => (await import('./en.ts?starting')).starting,
    numbers: async () => (await import('./en.ts?numbers')).numbers,
    lab: async () => (await import('./en.ts?lab')).lab,
    kept: async () => (await import('./en.ts?kept')).kept,
    classroom: async () => (await import('./en.ts?classroom')).classroom,
    shared: async () => (await import('./en-shared.ts')).shared,
  },
  de: {
    page: async () => (await import('./de.ts')).de,
    starting: async () => (await import('./de.ts?starting')).starting,
    numbers: async () => (await import('./de.ts?numbers')).numbers,
    lab: async () => (await import('./de.ts?lab')).lab,
    kept: async () => (await import('./de.ts?kept')).kept,
    classroom: async () => (await import('./de.ts?classroom')).classroom,
    shared: async () => (await import('./de-shared.ts')).shared,
  },
};

/** Whether what is shown is of a task that the room made itself: then nothing is said of digits. */
export const ofOwnTask = signal(false);

const current = signal<Loaded | null>(null);
const needed = new Set<Section>();
let wanted: Language = 'en';
/** The newest one under way, which all that came before wait for. */
let loading: Promise<void> = Promise.resolve();

function present<T>(part: T | null | undefined): T {
  if (part === null || part === undefined)
    throw new Error('Words must be loaded before anything is shown with them.');
  return part;
}

function ofClasses(of: ClassroomWords, { matrix, ...own }: SharedWords['classroom']): ClassroomWords {
  return {
    ...of,
    reading: own.reading,
    graph: { ...of.graph, legend: own.legend, legendStill: own.legendStill },
    peer: { ...of.peer, labels: own.labels },
    figures: { ...of.figures, accuracyNote: own.accuracyNote },
    labels: { ...of.labels, ...matrix },
  };
}

export const words: ReadonlySignal<Words> = computed(() => {
  const { page, starting, numbers, lab, kept, classroom, shared } = present(current.value);
  return {
    ...page,
    get start() {
      return present(starting).start;
    },
    get join() {
      return present(starting).join;
    },
    get form() {
      return present(starting).form;
    },
    get numbers() {
      return present(numbers);
    },
    get lab() {
      return present(lab);
    },
    get kept() {
      return present(kept);
    },
    get classroom() {
      return ofOwnTask.value ? ofClasses(present(classroom), present(shared).classroom) : present(classroom);
    },
    get shared() {
      return present(shared);
    },
  };
});
export const language: ReadonlySignal<Language> = computed(() => present(current.value).language);

/** Loads a language and shows the page in it; a later call wins. Rejects, and changes nothing, where it cannot be loaded. */
export async function speak(chosen: Language): Promise<void> {
  wanted = chosen;
  try {
    await load();
  } catch (error) {
    if (wanted === chosen) wanted = current.peek()?.language ?? chosen;
    throw error;
  }
}

/** Loads a section of the language, and from now on of any other that is chosen. Rejects where it cannot be loaded. */
export async function needWords(section: Section): Promise<void> {
  needed.add(section);
  if (!current.peek()?.[section]) await load();
}

function load(): Promise<void> {
  const chosen = wanted;
  const { page, ...sections } = LOADERS[chosen];
  const mine: Promise<void> = Promise.all([
    page(),
    needed.has('starting') ? sections.starting() : null,
    needed.has('numbers') ? sections.numbers() : null,
    needed.has('lab') ? sections.lab() : null,
    needed.has('kept') ? sections.kept() : null,
    needed.has('classroom') ? sections.classroom() : null,
    needed.has('shared') ? sections.shared() : null,
  ]).then(([ofPage, starting, numbers, lab, kept, classroom, shared]): Promise<void> | undefined => {
    if (loading !== mine) return loading;
    current.value = { language: chosen, page: ofPage, starting, numbers, lab, kept, classroom, shared };
    return undefined;
  });
  loading = mine;
  return mine;
}
