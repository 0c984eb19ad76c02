/** The frame of the page: a header, the view that fits, the credit, and the voice for screen readers. */
import { useEffect, useRef } from 'preact/hooks';
import { Announcer } from './announcer.tsx';
import { JoinView } from './join/join-view.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import type { Page } from './page.ts';
import { SessionView } from './session/session-view.tsx';
import type { Language } from './words/language.ts';
import { words } from './words/words.ts';

interface AppProps {
  page: Page;
  onLanguage(chosen: Language): void;
}

export function App({ page, onLanguage }: AppProps) {
  const { site: say } = words.value;
  const running = page.running.value;
  const session = page.session.value;
  const main = useRef<HTMLElement>(null);
  const shown = useRef(running);

  // A view that replaces another takes the focus along; the first one leaves it where it is.
  useEffect(() => {
    if (shown.current === running) return;
    shown.current = running;
    main.current?.querySelector('h1')?.focus();
  }, [running]);

  return (
    <>
      <header class="site">
        <p class="brand">Hearsay</p>
        <p class="motto">{say.motto}</p>
      </header>
      <main ref={main}>
        {running && session ? (
          <SessionView session={session} addressDiffers={page.addressDiffers} />
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
