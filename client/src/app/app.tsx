/** The frame of the page: a header, the view that fits, the credit, and the voice for screen readers. */
import { useEffect, useRef } from 'preact/hooks';
import { Announcer } from './announcer.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { later } from './later.tsx';
import type { Page } from './page.ts';
import { SessionView } from './session/session-view.tsx';
import { VIEWS } from './views.tsx';
import type { Language } from './words/language.ts';
import { words } from './words/words.ts';

// A tab that starts by itself needs no form at first.
export const JoinView = later(async () => (await import('./join/join-view.tsx')).JoinView);

interface AppProps {
  page: Page;
  onLanguage(chosen: Language): void;
}

export function App({ page, onLanguage }: AppProps) {
  const { site: say } = words.value;
  const running = page.running.value;
  const session = page.session.value;
  const Other = VIEWS[page.reading.value.view];
  const main = useRef<HTMLElement>(null);
  const shown = useRef(running);
  const formShown = useRef(false);
  const startsByItself = page.starting.value && !formShown.current;
  if (!running && !startsByItself) formShown.current = true;

  // A view that replaces another takes the focus along; the first one leaves it where it is.
  useEffect(() => {
    if (shown.current === running) return;
    shown.current = running;
    main.current?.querySelector('h1')?.focus();
  }, [running]);

  // It is there when the run ends, even where the server is gone by then.
  const isTraining = session?.status.value.phase === 'training';
  useEffect(() => {
    if (isTraining) void JoinView.load();
  }, [isTraining]);

  return (
    <>
      <header class="site">
        <p class="brand">Hearsay</p>
        <p class="motto">{say.motto}</p>
      </header>
      <main ref={main}>
        {running && session ? (
          <SessionView session={session} addressDiffers={page.addressDiffers} />
        ) : Other ? (
          <Other />
        ) : startsByItself ? (
          <p class="opening">{say.opening}</p>
        ) : (
          <JoinView page={page} />
        )}
      </main>
      <footer class="site">
        <p>{say.credit}</p>
        <LanguageSwitch onChoose={onLanguage} />
      </footer>
      <Announcer session={page.session} />
    </>
  );
}
