/** The comparison over time: staleness, and how well the mean and the worst peer do, each with a table. */
import type { LabSettings } from '@hearsay/shared/settings/lab-settings.ts';
import { type ReadonlySignal, useComputed, useSignal } from '@preact/signals';
import type { Lab } from '../../lab/lab.ts';
import { evaluatedPeers, linesOf, timesOf } from '../../lab/lines.ts';
import type { LineMoment, LineName, Moment, Theory } from '../../lab/measured.ts';
import { thin } from '../session/thin.ts';
import { words } from '../words/words.ts';
import { type Entry, LabChart } from './lab-chart.tsx';
import type { LabData } from './lab-plot.ts';
import { measuredStyle, predictedStyle } from './line-styles.ts';

const MOST_ROWS = 10;

/** What one chart shows, and in the functions, in the language of the moment at which they are called. */
interface Measure {
  readonly title: string;
  readonly note: string;
  of(moment: LineMoment): number | null;
  /** What theory says of a line at each moment; null where it says nothing. */
  predicted(theory: Theory, line: LineName): ((moment: number) => number | null) | null;
  /** Lines that theory says something of. */
  readonly predictable: readonly LineName[];
  readonly top: number | null;
  tick(value: number): string;
  precise(value: number): string;
}

const COMPARED: readonly LineName[] = ['constant', 'ln'];
const tick = (value: number) => words.value.lab.charts.tick(value);

export function stalenessMeasure(): Measure {
  const { charts } = words.value.lab;
  return {
    title: charts.staleness,
    note: charts.stalenessNote,
    of: ({ staleness }) => staleness,
    predicted({ staleness }, line) {
      const law = staleness[line];
      return law === undefined || !Number.isFinite(law) ? null : () => law;
    },
    predictable: COMPARED,
    top: null,
    tick,
    precise: (value) => words.value.lab.number(value),
  };
}

export function scoreMeasures(settings: LabSettings): readonly [mean: Measure, worst: Measure] {
  const { charts } = words.value.lab;
  const { learner, latency } = settings;
  const predicted = learner === 'quadratic' && latency === 0;
  const common = {
    top: learner === 'classes' ? 1 : null,
    tick: (value: number) => words.value.lab.charts.scoreTick(learner, value),
    precise: (value: number) => words.value.lab.score(learner, value),
  };
  return [
    {
      ...common,
      title: charts.mean[learner],
      note: learner === 'quadratic' && !predicted ? charts.meanNoteLate : charts.meanNote[learner],
      of: ({ mean }) => mean,
      predicted({ error }, line) {
        const errors = error[line];
        return errors ? (moment) => errors[moment] ?? null : null;
      },
      predictable: predicted ? COMPARED : [],
    },
    {
      ...common,
      title: charts.worst[learner],
      note: charts.worstNote(evaluatedPeers(settings)),
      of: ({ worst }) => worst,
      predicted: () => null,
      predictable: [],
    },
  ];
}

/** Give it another key for other settings. */
export function TimeChart({ lab, measure }: { lab: Lab; measure: Measure }) {
  const { lab: texts } = words.value;
  const { charts } = texts;
  const settings = lab.settings.peek();
  const { updates, gossip, method } = settings;
  const lines = linesOf(settings);
  const nameOf = (line: LineName) => texts.lineName(line, gossip, method);
  const times = timesOf(updates);
  const data = useComputed<LabData>(() => {
    const moments = lab.moments.value;
    const theory = lab.theory.value;
    return [
      times,
      ...lines.map((line) => times.map((_, at) => finite(measureOf(moments[at], line, measure)))),
      ...measure.predictable.map((line) => {
        const law = measure.predicted(theory, line);
        return times.map((_, at) => law?.(at) ?? null);
      }),
    ];
  });
  const entries: Entry[] = [
    ...lines.map((line) => ({ name: nameOf(line), style: measuredStyle(line) })),
    ...measure.predictable.map((line) => ({ name: charts.law(nameOf(line)), style: predictedStyle(line) })),
  ];
  const newest = useComputed(() => lab.moments.value.at(-1)).value;
  const reading = charts.reading(
    newest
      ? lines.map((line) => [nameOf(line), inWords(measureOf(newest, line, measure), measure)] as const)
      : [],
  );
  return (
    <LabChart
      title={measure.title}
      reading={reading}
      note={measure.note}
      entries={entries}
      data={data}
      axes={{
        x: { range: [0, updates], marks: null, tick },
        y: { top: measure.top, tick: measure.tick },
      }}
    >
      <TimeTable moments={lab.moments} lines={lines} nameOf={nameOf} measure={measure} />
    </LabChart>
  );
}

interface TimeTableProps {
  moments: ReadonlySignal<readonly Moment[]>;
  lines: readonly LineName[];
  nameOf(line: LineName): string;
  measure: Measure;
}

/** Filled only while it is open. */
function TimeTable({ moments, lines, nameOf, measure }: TimeTableProps) {
  const { table: say } = words.value.lab;
  const open = useSignal(false);
  return (
    <details
      onToggle={(event) => {
        open.value = event.currentTarget.open;
      }}
    >
      <summary>{say.summary(measure.title)}</summary>
      {open.value && (
        <table class="numbers">
          <caption>{say.caption(MOST_ROWS)}</caption>
          <thead>
            <tr>
              <th scope="col">{say.updates}</th>
              {lines.map((line) => (
                <th scope="col" key={line}>
                  {nameOf(line)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {thin(moments.value, MOST_ROWS).map((moment) => (
              <tr key={moment.time}>
                <th scope="row">{tick(moment.time)}</th>
                {lines.map((line) => (
                  <td key={line}>{inWords(measureOf(moment, line, measure), measure)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  );
}

function measureOf(moment: Moment | undefined, line: LineName, measure: Measure): number | null {
  const found = moment?.lines[line];
  return found ? measure.of(found) : null;
}

/** A model that is not finite has an infinite loss, which cannot be drawn. */
const finite = (value: number | null): number | null => (Number.isFinite(value) ? value : null);

const inWords = (value: number | null, { precise }: Measure): string =>
  value === null ? words.value.lab.figures.none : precise(value);
