/** Tells the news of the room at a calm pace. */
import { useSignal } from '@preact/signals';
import type { Session } from 'hearsay';
import { useEffect, useRef } from 'preact/hooks';
import { words } from '../words/words.ts';
import { following } from './following.ts';
import { newsOf, type Situation } from './news.ts';

/** Milliseconds between two announcements: a class that joins is told of in few sentences. */
const EVERY_MS = 5000;

export function NewsVoice({ session }: { session: Session }) {
  const text = useSignal('');
  const heard = useRef<Situation | null>(null);
  useEffect(() => {
    const tell = (): void => {
      const now = situationOf(session);
      const news = heard.current === null ? '' : newsOf(heard.current, now, words.peek().classroom.news);
      heard.current = now;
      if (news !== '') text.value = news;
    };
    tell();
    const clock = setInterval(tell, EVERY_MS);
    return () => clearInterval(clock);
  }, [session, text]);
  return (
    <output class="visually-hidden" aria-live="polite">
      {text}
    </output>
  );
}

function situationOf({ status, room, host }: Session): Situation {
  const wish = host.peek();
  const reports = room.peek();
  return {
    size: status.peek().size,
    run: wish?.run ?? null,
    command: wish?.number ?? 0,
    followed: following(reports, wish?.number ?? 0) === reports.length,
  };
}
