/** Has the next run begin from a model in files. */
import type { Page } from '../page.ts';
import { LazyDetails } from './lazy-details.tsx';
import { importWords } from './words.ts';

export function ImportModel({ page }: { page: Page }) {
  const load = async () => {
    const { ImportPanel } = await import('./import-panel.tsx');
    return () => <ImportPanel page={page} />;
  };
  return <LazyDetails class="import" summary={importWords.summary} load={load} />;
}
