/** The curves as numbers. Filled only while it is open. */
import { type ReadonlySignal, useSignal } from '@preact/signals';
import type { Evaluation } from '../../status.ts';
import { formatCount, formatDuration, formatPercent } from '../words/format.ts';
import { thin } from './thin.ts';

const MOST_ROWS = 20;

export function CurveTable({ history }: { history: ReadonlySignal<readonly Evaluation[]> }) {
  const open = useSignal(false);
  return (
    <details
      onToggle={(event) => {
        open.value = event.currentTarget.open;
      }}
    >
      <summary>The curves as a table</summary>
      {open.value && (
        <table class="numbers">
          <caption>At most {MOST_ROWS} tests of this tab’s model, spread evenly; the newest is last.</caption>
          <thead>
            <tr>
              <th scope="col">Time</th>
              <th scope="col">Updates</th>
              <th scope="col">Accuracy</th>
              <th scope="col">Loss</th>
            </tr>
          </thead>
          <tbody>
            {thin(history.value, MOST_ROWS).map((point) => (
              <tr key={point.seconds}>
                <th scope="row">{formatDuration(point.seconds)}</th>
                <td>{formatCount(point.updates)}</td>
                <td>{formatPercent(point.accuracy)}</td>
                <td>{point.loss.toFixed(3)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  );
}
