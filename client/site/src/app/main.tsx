/** The page's entry: the address in, one session at a time out. */
import './style/base.css';
import './style/start.css';
import './style/session.css';
import './style/draw.css';
import type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { isTaskDigest } from '@hearsay/shared/tasks/tasks.ts';
import { effect, signal } from '@preact/signals';
import type { Session } from 'hearsay';
import { randomBytes } from 'hearsay/basics';
import { createLazyKeeper, forgetCheckpoint, keptCheckpoint } from 'hearsay/kept';
import { render } from 'preact';
import { createHandle } from '../hearsay.ts';
import { App, JoinView } from './app.tsx';
import { ownValue, runPart, showsClassroom, withClassroom, withOwnValue, withRun } from './fragment.ts';
import { newRoom } from './new-room.ts';
import { type Beginning, createPage } from './page.ts';
import { titleOf } from './title.ts';
import { chooseLanguage, type Language } from './words/language.ts';
import { language, speak, words } from './words/words.ts';

/** The one place where a session is made. Imported on demand, so that the page is painted before the networking code is there. */
async function makeSession(
  settings: RunSettings,
  beginning: Beginning,
  signal: AbortSignal,
): Promise<Session> {
  if (isTaskDigest(settings.task)) {
    const { openShared } = await import('./shared-task/open-shared.ts');
    return openShared(settings, beginning, signal);
  }
  // At once as well, and without a rejection.
  const found = beginning === 'resume' ? keptCheckpoint(settings) : null;
  const { joinRoom } = await import('hearsay/join');
  const kept = await found;
  if (beginning === 'idle') return joinRoom(settings, { idle: true });
  if (beginning !== 'resume') void forgetCheckpoint(settings);
  return joinRoom(settings, {
    // The page shows it before it starts it.
    idle: true,
    keeper: createLazyKeeper(settings),
    resume: kept ?? undefined,
    initialParameters: beginning instanceof Float32Array ? beginning : undefined,
  });
}

// replaceState, unlike setting location.hash, makes no `hashchange`.
const writeFragment = (fragment: string): void => history.replaceState(null, '', `#${fragment}`);

const askedLanguage = (): Language => chooseLanguage(ownValue(location.hash, 'lang'), navigator.languages);

const page = createPage({
  readFragment: () => runPart(location.hash),
  writeFragment: (run) => writeFragment(withRun(location.hash, run)),
  makeSession,
  newRoom: () => newRoom(randomBytes),
  async hostOf(secret) {
    const { publicKeyOf } = await import('@hearsay/shared/room/host-key.ts');
    return publicKeyOf(secret);
  },
});

function changeLanguage(chosen: Language): void {
  // Where it cannot be loaded, as the server is gone, the page stays as it is.
  speak(chosen).then(
    () => writeFragment(withOwnValue(location.hash, 'lang', chosen)),
    () => {},
  );
}

/** Whether the run is shown as a classroom is. */
const classroom = signal(showsClassroom(location.hash));

function showClassroom(shown: boolean): void {
  classroom.value = shown;
  writeFragment(withClassroom(location.hash, shown));
}

window.hearsay = createHandle(page);
addEventListener('hashchange', () => {
  page.addressChanged();
  classroom.value = showsClassroom(location.hash);
  void speak(askedLanguage()).catch(() => {});
});

// A page that is put by, as when somebody follows a link, leaves its room; when it is shown again it goes on.
let wasRunning = false;
addEventListener('pagehide', () => {
  wasRunning = page.running.peek();
});
addEventListener('pageshow', (event: PageTransitionEvent) => {
  const run = page.session.peek()?.settings;
  if (event.persisted && wasRunning && run) page.join(run, 'resume');
});

// All that is shown at first, at once.
await Promise.all([speak(askedLanguage()), page.starting.value ? null : JoinView.load()]);
effect(() => {
  document.documentElement.lang = language.value;
});
effect(() => {
  document.title = titleOf(page.session.value?.status.value ?? null, words.value.format);
});
render(
  <App page={page} classroom={classroom} onClassroom={showClassroom} onLanguage={changeLanguage} />,
  document.getElementById('app')!,
);
