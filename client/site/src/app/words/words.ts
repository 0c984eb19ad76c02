/// <reference path="./sections.d.ts" />
/**
 * What the page says, in the language that was chosen. Only that language is loaded, section by section, as they are needed;
 * whoever reads `words.value` follows when another one is chosen.
 */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { classroom, en, examples, kept, lab, numbers, starting } from './en.ts';
import type { leaks } from './en-leaks.ts';
import type { lessons } from './en-lessons.ts';
import type { privacy } from './en-privacy.ts';
import type { shared } from './en-shared.ts';
import type { Language } from './language.ts';
import type { TableWords } from './table-words.ts';

/** Every text by its name; sentences with numbers in them are functions. */
export type PageWords = typeof en;
export type StartingWords = typeof starting;
export type NumbersWords = typeof numbers;
export type LabWords = typeof lab;
export type KeptWords = typeof kept;
export type ClassroomWords = typeof classroom;
export type ExamplesWords = typeof examples;
export type SharedWords = typeof shared;
export type LessonsWords = typeof lessons;
export type LeaksWords = typeof leaks;
export type PrivacyWords = typeof privacy;

interface Sections {
  readonly starting: StartingWords;
  readonly numbers: NumbersWords;
  readonly lab: LabWords;
  readonly kept: KeptWords;
  readonly classroom: ClassroomWords;
  readonly examples: ExamplesWords;
  readonly shared: SharedWords;
  readonly table: TableWords;
  readonly lessons: LessonsWords;
  readonly leaks: LeaksWords;
  readonly privacy: PrivacyWords;
}
type Section = keyof Sections;

/** Those of a section throw an error unless they were asked for, see `needWords`. */
export interface Words extends PageWords, StartingWords, Omit<Sections, 'starting'> {}

/** What is there of a language: the sections that somebody has needed. */
interface Loaded {
  readonly language: Language;
  readonly page: PageWords;
  readonly sections: Partial<Sections>;
}

type Loaders = { readonly page: () => Promise<PageWords> } & {
  readonly [S in Section]: () => Promise<Sections[S]>;
};

const LOADERS: Readonly<Record<Language, Loaders>> = {
  en: {
    page: async () => (await import('./en.ts')).en,
    starting: async () => (await import('./en.ts?starting')).starting,
    numbers: async () => (await import('./en.ts?numbers')).numbers,
    lab: async () => (await import('./en.ts?lab')).lab,
    kept: async () => (await import('./en.ts?kept')).kept,
    classroom: async () => (await import('./en.ts?classroom')).classroom,
    examples: async () => (await import('./en.ts?examples')).examples,
    shared: async () => (await import('./en-shared.ts')).shared,
    table: async () => (await import('./en-table.ts')).table,
    lessons: async () => (await import('./en-lessons.ts')).lessons,
    leaks: async () => (await import('./en-leaks.ts')).leaks,
    privacy: async () => (await import('./en-privacy.ts')).privacy,
  },
  de: {
    page: async () => (await import('./de.ts')).de,
    starting: async () => (await import('./de.ts?starting')).starting,
    numbers: async () => (await import('./de.ts?numbers')).numbers,
    lab: async () => (await import('./de.ts?lab')).lab,
    kept: async () => (await import('./de.ts?kept')).kept,
    classroom: async () => (await import('./de.ts?classroom')).classroom,
    examples: async () => (await import('./de.ts?examples')).examples,
    shared: async () => (await import('./de-shared.ts')).shared,
    table: async () => (await import('./de-table.ts')).table,
    lessons: async () => (await import('./de-lessons.ts')).lessons,
    leaks: async () => (await import('./de-leaks.ts')).leaks,
    privacy: async () => (await import('./de-privacy.ts')).privacy,
  },
};

/** Whether what is shown is of a task that the room made itself: then nothing is said of digits. */
export const ofOwnTask = signal(false);

const current = signal<Loaded | null>(null);
const needed = new Set<Section>();
let wanted: Language = 'en';
/** The newest one under way, which all that came before wait for. */
let loading: Promise<void> = Promise.resolve();

function present<T>(part: T | null | undefined): NonNullable<T> {
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
  const { page, sections } = present(current.value);
  const section = <S extends Section>(name: S): Sections[S] =>
    present<Sections[S] | undefined>(sections[name]);
  return {
    ...page,
    get start() {
      return section('starting').start;
    },
    get join() {
      return section('starting').join;
    },
    get form() {
      return section('starting').form;
    },
    get numbers() {
      return section('numbers');
    },
    get lab() {
      return section('lab');
    },
    get kept() {
      return section('kept');
    },
    get classroom() {
      const texts = section('classroom');
      return ofOwnTask.value ? ofClasses(texts, section('shared').classroom) : texts;
    },
    get examples() {
      return section('examples');
    },
    get shared() {
      return section('shared');
    },
    get table() {
      return section('table');
    },
    get lessons() {
      return section('lessons');
    },
    get leaks() {
      return section('leaks');
    },
    get privacy() {
      return section('privacy');
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
  if (!current.peek()?.sections[section]) await load();
}

function load(): Promise<void> {
  const chosen = wanted;
  const loaders = LOADERS[chosen];
  const all = [...needed].map(async (name) => [name, await loaders[name]()] as const);
  const mine: Promise<void> = Promise.all([loaders.page(), ...all]).then(
    ([page, ...sections]): Promise<void> | undefined => {
      if (loading !== mine) return loading;
      current.value = { language: chosen, page, sections: Object.fromEntries(sections) };
      return undefined;
    },
  );
  loading = mine;
  return mine;
}
