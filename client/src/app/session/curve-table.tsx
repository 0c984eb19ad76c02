/** The curves as numbers. Filled only while it is open. */
import { type ReadonlySignal, useSignal } from '@preact/signals';
import type { Evaluation } from '../../status.ts';
import { words } from '../words/words.ts';
import { thin } from './thin.ts';

const MOST_ROWS = 20;

export function CurveTable({ history }: { history: ReadonlySignal<readonly Evaluation[]> }) {
  const open = useSignal(false);
  const { curves, format } = words.value;
  return (
    <details
      onToggle={(event) => {
        open.value = event.currentTarget.open;
      }}
    >
      <summary>{curves.table}</summary>
      {open.value && (
        <table class="numbers">
          <caption>{curves.caption(MOST_ROWS)}</caption>
          <thead>
            <tr>
              <th scope="col">{curves.time}</th>
              <th scope="col">{curves.updates}</th>
              <th scope="col">{curves.tableAccuracy}</th>
              <th scope="col">{curves.tableLoss}</th>
            </tr>
          </thead>
          <tbody>
            {thin(history.value, MOST_ROWS).map((point) => (
              <tr key={point.seconds}>
                <th scope="row">{format.duration(point.seconds)}</th>
                <td>{format.count(point.updates)}</td>
                <td>{format.percent(point.accuracy)}</td>
                <td>{format.decimal(point.loss, 3)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  );
}
