/** What can be taken along from a run, at the foot of it. */
import type { Session } from '../../session.ts';
import { LazyDetails } from './lazy-details.tsx';
import { keepWords } from './words.ts';

export function KeepRun({ session }: { session: Session }) {
  const load = async () => {
    const { KeepPanel } = await import('./keep-panel.tsx');
    return () => <KeepPanel session={session} />;
  };
  return (
    <div class="keep-run">
      {session.status.value.checkpoint.failed && <output class="notice">{keepWords.notKept}</output>}
      <LazyDetails class="keep" summary={keepWords.summary} load={load} />
    </div>
  );
}
