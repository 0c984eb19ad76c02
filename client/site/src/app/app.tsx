/** The frame of the page: a header, the view that fits, the credit, and the voice for screen readers. */
import { isTaskDigest } from '@hearsay/shared/tasks/tasks.ts';
import { type ReadonlySignal, useComputed, useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Announcer } from './announcer.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { later } from './later.tsx';
import type { Page } from './page.ts';
import { SessionView } from './session/session-view.tsx';
import { VIEWS } from './views.tsx';
import type { Language } from './words/language.ts';
import { needWords, ofOwnTask, words } from './words/words.ts';

// A tab that starts by itself needs no form at first.
export const JoinView = later(async () => {
  const [view] = await Promise.all([import('./join/join-view.tsx'), needWords('starting')]);
  return view.JoinView;
});

// While what is learned is not known yet.
const FindingView = later(async () => {
  const [view] = await Promise.all([import('./shared-task/finding-view.tsx'), needWords('shared')]);
  return view.FindingView;
});

// Where the room made its task itself.
const SharedView = later(async () => {
  const [view] = await Promise.all([import('./shared-task/shared-view.tsx'), needWords('shared')]);
  return view.SharedView;
});

// A projector's: most tabs never show it.
const ClassroomView = later(async () => {
  const [view] = await Promise.all([
    import('./classroom/classroom-view.tsx'),
    needWords('classroom'),
    needWords('starting'),
    // What it is shown for may be a task that the room made itself.
    needWords('shared'),
  ]);
  return view.ClassroomView;
});

interface AppProps {
  page: Page;
  /** Whether the run is shown as a classroom is. */
  classroom: ReadonlySignal<boolean>;
  onClassroom(shown: boolean): void;
  onLanguage(chosen: Language): void;
}

export function App({ page, classroom, onClassroom, onLanguage }: AppProps) {
  const { site: say } = words.value;
  const running = page.running.value;
  const session = page.session.value;
  const Other = VIEWS[page.reading.value.view];
  const main = useRef<HTMLElement>(null);
  const view = running ? (classroom.value ? 'classroom' : 'peer') : 'none';
  const shown = useRef(view);
  const formShown = useRef(false);
  const startsByItself = page.starting.value && !formShown.current;
  if (!running && !startsByItself) formShown.current = true;

  const ownTask = session !== null && isTaskDigest(session.settings.task);
  useEffect(() => {
    ofOwnTask.value = ownTask;
  }, [ownTask]);

  // A view that replaces another takes the focus along; the first one leaves it where it is.
  useEffect(() => {
    if (shown.current === view) return;
    shown.current = view;
    main.current?.querySelector('h1')?.focus();
  }, [view]);

  // It is there when the run ends, even where the server is gone by then.
  const hasTrained = useComputed(
    () => page.running.value && (page.session.value?.status.value.updates ?? 0) > 0,
  );
  useSignalEffect(() => {
    if (hasTrained.value) void JoinView.load();
  });

  return (
    <>
      <header class="site">
        <p class="brand">Hearsay</p>
        <p class="motto">{say.motto}</p>
      </header>
      <main ref={main}>
        {running && session ? (
          view === 'classroom' ? (
            <ClassroomView session={session} onPeerPage={() => onClassroom(false)} />
          ) : isTaskDigest(session.settings.task) ? (
            <SharedView
              session={session}
              addressDiffers={page.addressDiffers}
              onBeginFrom={page.beginFrom}
              onClassroom={() => onClassroom(true)}
            />
          ) : (
            <SessionView
              session={session}
              addressDiffers={page.addressDiffers}
              onClassroom={() => onClassroom(true)}
            />
          )
        ) : Other ? (
          <Other page={page} />
        ) : page.starting.value && isTaskDigest(page.reading.value.settings.task) ? (
          <FindingView page={page} />
        ) : startsByItself ? (
          <p class="opening">{say.opening}</p>
        ) : (
          <JoinView page={page} classroom={classroom} onClassroom={onClassroom} />
        )}
      </main>
      <footer class="site">
        <p>{ownTask ? say.creditOfOwnTask : say.credit}</p>
        <LanguageSwitch onChoose={onLanguage} />
      </footer>
      <Announcer session={page.session} />
    </>
  );
}
