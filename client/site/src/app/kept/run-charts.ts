/** The charts of a run as one SVG, to be read without the page: how accuracy and loss went, and how good it is by class. */
import { type BarChart, chartGrid, type LineChart, type Series } from '@hearsay/shared/charts/chart.ts';
import type { Evaluation } from 'hearsay';
import type { Format } from '../words/format.ts';
import type { KeptWords } from '../words/words.ts';

export interface ChartedRun {
  /** What is learned. */
  readonly title: string;
  readonly room: string;
  readonly updates: number;
  readonly devices: number;
  /** Oldest first. */
  readonly history: readonly Evaluation[];
  /** Names of the classes; none where values are learned. */
  readonly classes: readonly string[];
  /** The room's accuracy on each class, null where it is not known; empty before the first test. */
  readonly perClass: readonly (number | null)[];
  /** The accuracy that this tab could reach alone; null where that is not known. */
  readonly limit: number | null;
  /** Whether each device tests with examples of its own. */
  readonly ownTests: boolean;
}

const HEIGHT = 340;

/** @param say `kept.charts` of a language */
export function chartsOfRun(run: ChartedRun, say: KeptWords['charts'], format: Format): string {
  const lasted = run.history.at(-1)?.seconds ?? 0;
  const charts = [accuracyOf(run, say, format), lossOf(run, say, format), ...byClass(run, say, format)];
  const last = run.history.at(-1);
  return chartGrid(charts, 1, {
    heading: {
      title: run.title,
      subtitle: say.about(run.room, run.devices, run.updates, format.duration(lasted)),
    },
    dark: false,
    description: last ? say.description(last.roomAccuracy, last.accuracy) : say.none,
  });
}

function accuracyOf(run: ChartedRun, say: KeptWords['charts'], format: Format): LineChart {
  const { history, limit, classes, ownTests } = run;
  const values = classes.length === 0;
  const least = Math.min(0, ...history.flatMap(({ accuracy, roomAccuracy }) => [accuracy, roomAccuracy]));
  const { x, at } = timeOf(history, say, format);
  const end = history.at(-1);
  const alone: Series[] =
    limit === null || !end
      ? []
      : [
          {
            name: say.alone,
            dashed: true,
            points: [
              [0, limit],
              [at(end), limit],
            ],
          },
        ];
  return {
    title: values ? say.explained : say.accuracy,
    subtitle: ownTests ? say.ownTests : say.commonTests,
    x,
    // What explains less than nothing is cut off at as much below.
    y: {
      label: values ? say.explainedAxis : say.accuracyAxis,
      scale: 'linear',
      min: Math.max(-1, Math.floor(2 * least) / 2),
      max: 1,
      format: (share) => format.percent(share, 0),
    },
    series: [
      ...curves(
        history,
        at,
        ({ roomAccuracy }) => roomAccuracy,
        ({ accuracy }) => accuracy,
        say,
      ),
      ...alone,
    ],
    empty: say.none,
    height: HEIGHT,
  };
}

function lossOf({ history, classes }: ChartedRun, say: KeptWords['charts'], format: Format): LineChart {
  const { x, at } = timeOf(history, say, format);
  return {
    title: say.loss,
    subtitle: say.lossHint,
    x,
    y: {
      label: classes.length === 0 ? say.lossAxis : say.crossEntropyAxis,
      scale: 'linear',
      min: 0,
      format: (loss) => format.significant(loss, 3),
    },
    series: curves(
      history,
      at,
      ({ roomLoss }) => roomLoss,
      ({ loss }) => loss,
      say,
    ),
    empty: say.none,
    height: HEIGHT,
  };
}

function curves(
  history: readonly Evaluation[],
  at: (point: Evaluation) => number,
  ofRoom: (point: Evaluation) => number,
  ofOwn: (point: Evaluation) => number,
  say: KeptWords['charts'],
): Series[] {
  return [
    { name: say.ofRoom, points: history.map((point) => [at(point), ofRoom(point)]) },
    { name: say.ofOwn, dotted: true, points: history.map((point) => [at(point), ofOwn(point)]) },
  ];
}

/** The time axis, in a unit that makes small numbers, and the place of a point on it. */
function timeOf(
  history: readonly Evaluation[],
  say: KeptWords['charts'],
  format: Format,
): { x: LineChart['x']; at(point: Evaluation): number } {
  const lasted = history.at(-1)?.seconds ?? 0;
  const unit = lasted <= 180 ? 'seconds' : lasted <= 3 * 3600 ? 'minutes' : 'hours';
  const seconds = { seconds: 1, minutes: 60, hours: 3600 }[unit];
  return {
    x: {
      label: say.time[unit],
      scale: 'linear',
      min: 0,
      format: (value) => format.significant(value, 3),
    },
    at: (point) => point.seconds / seconds,
  };
}

function byClass(
  { classes, perClass, ownTests }: ChartedRun,
  say: KeptWords['charts'],
  format: Format,
): BarChart[] {
  if (perClass.every((share) => share === null)) return [];
  const bars = classes.map((name, label) => {
    const share = perClass[label] ?? null;
    return { name, share, label: share === null ? '–' : format.percent(share, 0) };
  });
  return [{ title: say.byClass, subtitle: ownTests ? say.allTests : say.commonTests, bars }];
}
