/** Has a run that is under way begin again, from a model in files. */
import type { Session } from 'hearsay';
import { later } from '../later.tsx';
import { needWords, words } from '../words/words.ts';
import { LazyDetails } from './lazy-details.tsx';

const RunImport = later(async () => {
  const [panel] = await Promise.all([import('./run-import.tsx'), needWords('kept')]);
  return panel.RunImport;
});

interface BeginFromModelProps {
  session: Session;
  onBegin(parameters: Float32Array): void;
}

export function BeginFromModel(props: BeginFromModelProps) {
  return (
    <LazyDetails class="import" summary={words.value.importing.summary}>
      <RunImport {...props} />
    </LazyDetails>
  );
}
