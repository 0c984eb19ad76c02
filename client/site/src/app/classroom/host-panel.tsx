/** What holds for everybody: the host's controls, or what the host has set. */
import { isGuarded } from '@hearsay/shared/methods/methods.ts';
import type { Report } from '@hearsay/shared/room/report.ts';
import { isTaskDigest } from '@hearsay/shared/tasks/tasks.ts';
import type { Session } from 'hearsay';
import { words } from '../words/words.ts';
import { Facts } from './facts.tsx';
import { following } from './following.ts';
import { HostControls } from './host-controls.tsx';
import { inWords } from './setting-words.ts';
import { useCalm } from './use-calm.ts';

export function HostPanel({ session }: { session: Session }) {
  const { classroom } = words.value;
  const say = classroom.host;
  const wish = session.host.value;
  const reports = useCalm(session.room, 'host');
  if (wish === null) return <NoHost />;
  return (
    <section class="panel host-panel" aria-labelledby="classroom-host">
      <h2 id="classroom-host">{say.heading}</h2>
      <p class="hint">{wish.isHost ? say.isHost : say.isGuest}</p>
      {wish.isHost ? <HostControls session={session} wish={wish} /> : <HasSet session={session} />}
      <p class="follow">{followText(wish.number, reports.value)}</p>
    </section>
  );
}

function followText(command: number, reports: readonly Report[]): string {
  const say = words.value.classroom.host;
  if (command === 0) return say.untouched;
  return say.follow(following(reports, command), reports.length);
}

function HasSet({ session }: { session: Session }) {
  const say = words.value.classroom.host;
  const { settings } = session;
  const { gossip, method, partition, codec } = inWords(settings, words.value);
  const { heading, choices } = words.value.classroom.guard;
  const guard = choices[isGuarded(settings.method, settings.guard) ? 'on' : 'off'];
  const facts: readonly (readonly [term: string, value: string])[] = [
    [say.run, say.runs[session.host.value?.run ?? 'training']],
    [say.gossip, gossip],
    [say.method, method],
    ...(isTaskDigest(settings.task) ? [] : ([[say.partition, partition]] as const)),
    [say.codec, codec],
    [heading, guard],
  ];
  return <Facts class="has-set" facts={facts} />;
}

function NoHost() {
  const say = words.value.classroom.host;
  return (
    <section class="panel host-panel" aria-labelledby="classroom-host">
      <h2 id="classroom-host">{say.noHost}</h2>
      <p>{say.noHostText}</p>
      <a class="button" href="#view=classroom" target="_blank" rel="noopener">
        {say.makeRoom}
      </a>
    </section>
  );
}
