/** At the foot of a run in a room with a host, as classes have it: to play the one who lies. */
import type { Session } from 'hearsay';
import { LazyDetails } from '../kept/lazy-details.tsx';
import { later } from '../later.tsx';
import { needWords, words } from '../words/words.ts';

const LiarPanel = later(async () => {
  const [panel] = await Promise.all([import('./liar-panel.tsx'), needWords('classroom')]);
  return panel.LiarPanel;
});

export function PlayLiar({ session }: { session: Session }) {
  return (
    <LazyDetails class="keep" summary={words.value.playLiar}>
      <LiarPanel session={session} />
    </LazyDetails>
  );
}
