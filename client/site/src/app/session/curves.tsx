/** How accuracy and loss of the room's model went over time, and of the tab's own beside. The chart library is loaded when the first chart is on the page. */
import type { ReadonlySignal } from '@preact/signals';
import type { Evaluation } from 'hearsay';
import { aloneLimit } from '../words/knowledge.ts';
import { words } from '../words/words.ts';
import { Chart } from './chart.tsx';
import { CurveTable } from './curve-table.tsx';

interface CurvesProps {
  history: ReadonlySignal<readonly Evaluation[]>;
  labels: ReadonlySignal<readonly number[]>;
  /** Whether the room's model and the tab's own ever did differently. */
  differs: ReadonlySignal<boolean>;
}

const accuracyOf = (point: Evaluation) => point.roomAccuracy;
const ownAccuracyOf = (point: Evaluation) => point.accuracy;
const lossOf = (point: Evaluation) => point.roomLoss;
const ownLossOf = (point: Evaluation) => point.loss;
// In the language of the moment at which they are called.
const wholePercent = (share: number) => words.peek().format.percent(share, 0);
const precisePercent = (share: number) => words.peek().format.percent(share);
const shortLoss = (loss: number) => words.peek().format.decimal(loss, 1);
const longLoss = (loss: number) => words.peek().format.decimal(loss, 3);

export function Curves({ history, labels, differs }: CurvesProps) {
  const { curves } = words.value;
  const limit = aloneLimit(labels.value);
  const notes = [differs.value ? curves.why : '', limit === null ? '' : curves.limit(limit)];
  return (
    <section class="panel curves" aria-labelledby="curves">
      <h2 id="curves">{curves.heading}</h2>
      <Chart
        title={curves.accuracy}
        points={history}
        measure={accuracyOf}
        own={ownAccuracyOf}
        tick={wholePercent}
        precise={precisePercent}
        colour="--curve-accuracy"
        top={1}
        reference={limit}
        note={notes.join(' ').trim()}
      />
      <Chart
        title={curves.loss}
        points={history}
        measure={lossOf}
        own={ownLossOf}
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
