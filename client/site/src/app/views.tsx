/** The views besides a room's, by their name in the address. Each is loaded when it is first shown. */
import type { ComponentType } from 'preact';
import { later } from './later.tsx';
import type { Page } from './page.ts';
import type { ViewName } from './view-name.ts';
import { needWords } from './words/words.ts';

export const VIEWS: Readonly<Partial<Record<ViewName, ComponentType<{ page: Page }>>>> = {
  make: later(async () => {
    const [view] = await Promise.all([
      import('./make/make-view.tsx'),
      needWords('shared'),
      needWords('table'),
    ]);
    return view.MakeView;
  }),
  lessons: later(async () => {
    const [view] = await Promise.all([import('./lessons/lessons-view.tsx'), needWords('lessons')]);
    return view.LessonsView;
  }),
  leaks: later(async () => {
    const [view] = await Promise.all([import('./leaks/leaks-view.tsx'), needWords('leaks')]);
    return view.LeaksView;
  }),
  lab: later(async () => {
    const [view] = await Promise.all([import('./lab/lab-view.tsx'), needWords('lab')]);
    return view.LabView;
  }),
};
