/** Staleness by the number of peers: the law as lines, and simulations as points on them, one by one. */
import { useComputed, useSignal } from '@preact/signals';
import type { Lab } from '../../lab/lab.ts';
import { SCALING_PEERS } from '../../lab/lines.ts';
import type { ScalingPoint } from '../../lab/measured.ts';
import { stalenessLawOf } from '../../lab/theory.ts';
import { words } from '../words/words.ts';
import { type Entry, LabChart } from './lab-chart.tsx';
import type { LabData } from './lab-plot.ts';
import { lawStyle, pointStyle } from './line-styles.ts';

const LINES = ['constant', 'ln'] as const;
const FEWEST = SCALING_PEERS[0];
const MOST = SCALING_PEERS[SCALING_PEERS.length - 1];
/** Where the law is worked out: half powers of two, so that the numbers of peers that are simulated are among them. */
const LAW_PEERS = Array.from({ length: 2 * Math.log2(MOST / FEWEST) + 1 }, (_, k) =>
  Math.round(FEWEST * 2 ** (k / 2)),
);
/** Room for whole points at the edges. */
const MARGIN = 1.3;

// In the language of the moment at which they are called.
const count = (peers: number) => words.value.format.count(peers);
const tick = (value: number) => words.value.lab.charts.tick(value);

/** Give it another key for other settings. */
export function ScalingChart({ lab }: { lab: Lab }) {
  const { lab: texts } = words.value;
  const { charts } = texts;
  const settings = lab.settings.peek();
  const nameOf = (line: ScalingPoint['line']) => texts.lineName(line, settings.gossip, settings.method);
  const lawAt = (line: ScalingPoint['line'], peers: number) => stalenessLawOf(settings, line, peers);
  const laws = LINES.map((line) => LAW_PEERS.map((peers) => lawAt(line, peers)));
  const measuredAt = (line: ScalingPoint['line'], peers: number): number | null =>
    lab.points.value.find((point) => point.line === line && point.peers === peers)?.staleness ?? null;
  const data = useComputed<LabData>(() => [
    LAW_PEERS,
    ...laws,
    ...LINES.map((line) => LAW_PEERS.map((peers) => measuredAt(line, peers))),
  ]);
  const entries: Entry[] = [
    ...LINES.map((line) => ({ name: charts.law(nameOf(line)), style: lawStyle(line) })),
    ...LINES.map((line) => ({ name: charts.measured(nameOf(line)), style: pointStyle(line) })),
  ];
  const say = (value: number | null) => (value === null ? texts.figures.none : texts.number(value));
  const most = Math.max(0, ...lab.points.value.map(({ peers }) => peers));
  const reading = charts.reading(
    most === 0
      ? []
      : LINES.map((line) => [`${nameOf(line)}, ${count(most)}`, say(measuredAt(line, most))] as const),
  );
  const open = useSignal(false);
  return (
    <LabChart
      title={charts.scaling}
      reading={reading}
      note={charts.scalingNote}
      entries={entries}
      data={data}
      axes={{
        x: { range: [FEWEST / MARGIN, MOST * MARGIN], marks: SCALING_PEERS, tick: count },
        y: { top: null, tick },
      }}
    >
      <details
        onToggle={(event) => {
          open.value = event.currentTarget.open;
        }}
      >
        <summary>{texts.table.summary(charts.scaling)}</summary>
        {open.value && (
          <table class="numbers">
            <caption>{texts.table.scalingCaption}</caption>
            <thead>
              <tr>
                <th scope="col">{texts.table.peers}</th>
                {LINES.flatMap((line) => [charts.measured(nameOf(line)), charts.law(nameOf(line))]).map(
                  (name) => (
                    <th scope="col" key={name}>
                      {name}
                    </th>
                  ),
                )}
              </tr>
            </thead>
            <tbody>
              {SCALING_PEERS.map((peers) => (
                <tr key={peers}>
                  <th scope="row">{count(peers)}</th>
                  {LINES.flatMap((line) => [
                    <td key={line}>{say(measuredAt(line, peers))}</td>,
                    <td key={`${line}-law`}>{say(lawAt(line, peers))}</td>,
                  ])}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </details>
    </LabChart>
  );
}
