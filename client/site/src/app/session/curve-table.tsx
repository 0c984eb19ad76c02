/** The curves as numbers. Filled, and fetched, only when it is open. */
import { type ReadonlySignal, useSignal } from '@preact/signals';
import type { Evaluation } from 'hearsay';
import { later } from '../later.tsx';
import { words } from '../words/words.ts';

const CurveRows = later(async () => (await import('./curve-rows.tsx')).CurveRows);

export function CurveTable({ history }: { history: ReadonlySignal<readonly Evaluation[]> }) {
  const open = useSignal(false);
  const { curves } = words.value;
  return (
    <details
      onToggle={(event) => {
        open.value = event.currentTarget.open;
      }}
    >
      <summary>{curves.table}</summary>
      {open.value && <CurveRows history={history} />}
    </details>
  );
}
