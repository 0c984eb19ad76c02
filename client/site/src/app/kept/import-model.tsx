/** Has the next run begin from a model in files. */
import { later } from '../later.tsx';
import type { Page } from '../page.ts';
import { needWords, words } from '../words/words.ts';
import { LazyDetails } from './lazy-details.tsx';

const ImportPanel = later(async () => {
  const [panel] = await Promise.all([import('./import-panel.tsx'), needWords('kept')]);
  return panel.ImportPanel;
});

export function ImportModel({ page }: { page: Page }) {
  return (
    <LazyDetails class="import" summary={words.value.importing.summary}>
      <ImportPanel page={page} />
    </LazyDetails>
  );
}
