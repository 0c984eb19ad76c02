/** How accuracy and loss went over time. The chart library is loaded when the first chart is on the page. */
import type { ReadonlySignal } from '@preact/signals';
import type { Evaluation } from '../../status.ts';
import { aloneLimit } from '../words/knowledge.ts';
import { words } from '../words/words.ts';
import { Chart } from './chart.tsx';
import { CurveTable } from './curve-table.tsx';

interface CurvesProps {
  history: ReadonlySignal<readonly Evaluation[]>;
  labels: ReadonlySignal<readonly number[]>;
}

const accuracyOf = (point: Evaluation) => point.accuracy;
const lossOf = (point: Evaluation) => point.loss;
// In the language of the moment at which they are called.
const wholePercent = (share: number) => words.peek().format.percent(share, 0);
const precisePercent = (share: number) => words.peek().format.percent(share);
const shortLoss = (loss: number) => words.peek().format.decimal(loss, 1);
const longLoss = (loss: number) => words.peek().format.decimal(loss, 3);

export function Curves({ history, labels }: CurvesProps) {
  const { curves } = words.value;
  const limit = aloneLimit(labels.value);
  return (
    <section class="panel curves" aria-labelledby="curves">
      <h2 id="curves">{curves.heading}</h2>
      <Chart
        title={curves.accuracy}
        points={history}
        measure={accuracyOf}
        tick={wholePercent}
        precise={precisePercent}
        colour="--curve-accuracy"
        top={1}
        reference={limit}
        note={limit === null ? '' : curves.limit(limit)}
      />
      <Chart
        title={curves.loss}
        points={history}
        measure={lossOf}
        tick={shortLoss}
        precise={longLoss}
        colour="--curve-loss"
        top={null}
        reference={null}
        note={curves.lossHint}
      />
      <CurveTable history={history} />
    </section>
  );
}
