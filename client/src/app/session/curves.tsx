/** How accuracy and loss went over time. The chart library is loaded when the first chart is on the page. */
import type { ReadonlySignal } from '@preact/signals';
import type { Evaluation } from '../../status.ts';
import { formatPercent } from '../words/format.ts';
import { aloneLimit } from '../words/sentences.ts';
import { Chart } from './chart.tsx';
import { CurveTable } from './curve-table.tsx';

interface CurvesProps {
  history: ReadonlySignal<readonly Evaluation[]>;
  labels: readonly number[];
}

const accuracyOf = (point: Evaluation) => point.accuracy;
const lossOf = (point: Evaluation) => point.loss;
const wholePercent = (share: number) => formatPercent(share, 0);
const shortLoss = (loss: number) => loss.toFixed(1);
const longLoss = (loss: number) => loss.toFixed(3);

export function Curves({ history, labels }: CurvesProps) {
  const limit = aloneLimit(labels);
  return (
    <section class="curves" aria-labelledby="curves">
      <h2 id="curves">Learning over time</h2>
      <Chart
        title="Test accuracy"
        points={history}
        measure={accuracyOf}
        tick={wholePercent}
        precise={formatPercent}
        colour="--curve-accuracy"
        top={1}
        reference={limit}
        note={limit === null ? '' : `Dashed: about ${wholePercent(limit)}, its limit alone.`}
      />
      <Chart
        title="Test loss"
        points={history}
        measure={lossOf}
        tick={shortLoss}
        precise={longLoss}
        colour="--curve-loss"
        top={null}
        reference={null}
        note="Mean cross-entropy in nats; lower is better."
      />
      <CurveTable history={history} />
    </section>
  );
}
