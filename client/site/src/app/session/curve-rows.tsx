/** What `curve-table.tsx` shows while it is open. */
import type { ReadonlySignal } from '@preact/signals';
import type { Evaluation } from 'hearsay';
import { words } from '../words/words.ts';
import { thin } from './thin.ts';

const MOST_ROWS = 20;

export function CurveRows({ history }: { history: ReadonlySignal<readonly Evaluation[]> }) {
  const { curves, format } = words.value;
  return (
    <table class="numbers">
      <caption>{curves.caption(MOST_ROWS)}</caption>
      <thead>
        <tr>
          <th scope="col" rowSpan={2}>
            {curves.time}
          </th>
          <th scope="col" rowSpan={2}>
            {curves.updates}
          </th>
          <th scope="colgroup" colSpan={2}>
            {curves.tableAccuracy}
          </th>
          <th scope="colgroup" colSpan={2}>
            {curves.tableLoss}
          </th>
        </tr>
        <tr>
          {[0, 1].flatMap((group) =>
            [curves.ofRoom, curves.ofOwn].map((whose) => (
              <th scope="col" key={`${group} ${whose}`}>
                {whose}
              </th>
            )),
          )}
        </tr>
      </thead>
      <tbody>
        {thin(history.value, MOST_ROWS).map((point) => (
          <tr key={point.seconds}>
            <th scope="row">{format.clock(point.seconds)}</th>
            <td>{format.count(point.updates)}</td>
            <td>{format.percent(point.roomAccuracy)}</td>
            <td>{format.percent(point.accuracy)}</td>
            <td>{format.decimal(point.roomLoss, 2)}</td>
            <td>{format.decimal(point.loss, 2)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
