/** The page's entry: the address in, one session at a time out. */
import './style/base.css';
import './style/session.css';
import type { RunSettings } from '@hearsay/shared/protocol/run-settings.ts';
import { effect } from '@preact/signals';
import { render } from 'preact';
import { createHandle } from '../hearsay.ts';
import { randomBytes } from '../random-bytes.ts';
import type { Session } from '../session.ts';
import { App } from './app.tsx';
import { newRoom } from './new-room.ts';
import { createPage } from './page.ts';
import { titleWords } from './words/sentences.ts';

/**
 * The one place where a session is made; it is `idle` until it is started. Imported on demand, so that the
 * page is painted before the networking code is there.
 */
async function makeSession(settings: RunSettings): Promise<Session> {
  const { createSession } = await import('../session.ts');
  return createSession(settings);
}

const page = createPage({
  readFragment: () => location.hash,
  // replaceState, unlike setting location.hash, makes no `hashchange`.
  writeFragment: (fragment) => history.replaceState(null, '', `#${fragment}`),
  makeSession,
  newRoom: () => newRoom(randomBytes),
  async hostOf(secret) {
    const { publicKeyOf } = await import('@hearsay/shared/room/host-key.ts');
    return publicKeyOf(secret);
  },
});

window.hearsay = createHandle(page);
addEventListener('hashchange', page.addressChanged);
effect(() => {
  document.title = titleWords(page.session.value?.status.value ?? null);
});
render(<App page={page} />, document.getElementById('app')!);
