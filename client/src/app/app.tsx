/** The frame of the page: a header, the view that fits, the credit, and the voice for screen readers. */
import { useEffect, useRef } from 'preact/hooks';
import { Announcer } from './announcer.tsx';
import { JoinView } from './join/join-view.tsx';
import type { Page } from './page.ts';
import { SessionView } from './session/session-view.tsx';
import { VIEWS } from './views.tsx';

export function App({ page }: { page: Page }) {
  const running = page.running.value;
  const session = page.session.value;
  const Other = VIEWS[page.reading.value.view];
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
        <p class="motto">Browser tabs that teach each other</p>
      </header>
      <main ref={main}>
        {running && session ? (
          <SessionView session={session} addressDiffers={page.addressDiffers} />
        ) : Other ? (
          <Other />
        ) : (
          <JoinView page={page} />
        )}
      </main>
      <footer class="site">
        <p>
          The digits are the MNIST database by Yann LeCun, Corinna Cortes and Christopher J.C. Burges.
          Training examples stay in this tab; only model weights travel, straight from tab to tab.
        </p>
      </footer>
      <Announcer session={page.session} />
    </>
  );
}
