/** One chart as markup, without the `<svg>` around it: headings, axes, lines, names. */
import { createAxis } from './axis.ts';
import {
  cutText,
  directLabelWidth,
  LEADER,
  type LegendItem,
  layOutLegend,
  placeDirectLabels,
  SPACE,
  SWATCH,
} from './labels.ts';
import { type Axes, drawSeries, project } from './marks.ts';
import { assignStrokes, LINE, type Stroke, TEXT, TITLE, textWidth } from './style.ts';
import { element, textElement } from './svg.ts';
import type { Heading, LineChart } from './types.ts';

export const WIDTH = 720;
export const HEIGHT = 440;

export const MARGIN = 16;
// Lines and markers at the edge of the plot shall not be cut in half.
const OVERHANG = 6;

interface Plot extends Axes {
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

export function drawPanel(chart: LineChart): string {
  const { width = WIDTH, height = HEIGHT, series } = chart;
  const strokes = assignStrokes(series);
  const heading = drawHeading(chart, width);
  const room = directLabelWidth(series, width);
  const direct = room === null ? null : layOutPlot(chart, heading.bottom, room);
  const heights = direct && placeDirectLabels(lineEnds(chart, direct), direct);
  let plot: Plot;
  let names: string;
  if (direct && heights) {
    plot = direct;
    names = drawDirectLabels(chart, plot, heights, strokes);
  } else {
    const legend = layOutLegend(series, width - 2 * MARGIN);
    plot = layOutPlot(chart, heading.bottom + ((legend.at(-1)?.row ?? -1) + 1) * LINE, 0);
    names = drawLegend(legend, heading.bottom, strokes);
  }
  return [
    element('rect', { class: 'paper', width, height, rx: 6 }),
    heading.markup,
    drawAxes(chart, plot),
    drawPlot(chart, plot, strokes),
    names,
  ].join('\n');
}

/** Title and subtitle, each on as many lines as it takes. */
export function drawHeading(
  { title, subtitle = '' }: Heading,
  width: number,
): { markup: string; bottom: number } {
  let y = MARGIN - 4;
  // The estimate of a letter's width is for short bold texts; a sentence takes less.
  const write = (text: string, size: number, name: string, share: number) =>
    wrapWords(text, (width - 2 * MARGIN) / (share * textWidth('m', size))).map((line) => {
      y += size + 5;
      return textElement('text', { class: name, x: MARGIN, y }, line);
    });
  const markup = [...write(title, TITLE, 'title', 1), ...write(subtitle, TEXT, 'subtitle', 0.9)].join('');
  return { markup, bottom: y + 8 };
}

function wrapWords(text: string, length: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((each) => each !== '')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length === 0 || longer.length > length) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

function layOutPlot(chart: LineChart, above: number, labelRoom: number): Plot {
  const { width = WIDTH, height = HEIGHT, series, x, y } = chart;
  const bands = series.flatMap(({ band = [] }) => band);
  const points = series.flatMap((each) => each.points);
  // The title of the y axis stands above it, where it is read without turning the head.
  const top = above + (y.label === '' ? 0 : LINE) + 14;
  const plotHeight = Math.max(40, height - top - MARGIN - LINE - (x.label === '' ? 0 : LINE));
  const yAxis = createAxis(y, [...points.map((point) => point[1]), ...bands.flatMap((b) => [b[1], b[2]])], {
    length: plotHeight,
    spacing: 2 * LINE,
    rounded: true,
  });
  const left = MARGIN + 10 + Math.max(...yAxis.ticks.map(({ label }) => textWidth(label)));
  const xs = [...points, ...bands].map((point) => point[0]);
  const plotWidth = Math.max(40, width - left - Math.max(labelRoom, 2 * MARGIN));
  const xAxis = createAxis(x, xs, {
    length: plotWidth,
    spacing: xs.some((value) => Math.abs(value) >= 1000) ? 84 : 64,
    rounded: false,
    preferred: series.filter(({ dashed }) => !dashed).flatMap((each) => each.points.map((point) => point[0])),
  });
  return { left, top, width: plotWidth, height: plotHeight, x: xAxis, y: yAxis };
}

function drawAxes({ x, y, width = WIDTH }: LineChart, plot: Plot): string {
  const { left, top, height } = plot;
  const bottom = top + height;
  const right = left + plot.width;
  const parts = [textElement('text', { x: MARGIN, y: top - 20 }, cutText(y.label, width - 2 * MARGIN))];
  for (const { value, label } of plot.y.ticks) {
    const at = bottom - plot.y.position(value);
    parts.push(element('line', { class: 'grid', x1: left, x2: right, y1: at, y2: at }));
    parts.push(textElement('text', { x: left - 8, y: at, dy: '.35em', 'text-anchor': 'end' }, label));
  }
  parts.push(element('line', { class: 'axis', x1: left, x2: right, y1: bottom, y2: bottom }));
  for (const { value, label } of plot.x.ticks) {
    const at = left + plot.x.position(value);
    parts.push(element('line', { class: 'axis', x1: at, x2: at, y1: bottom, y2: bottom + 5 }));
    parts.push(textElement('text', { x: at, y: bottom + LINE, 'text-anchor': 'middle' }, label));
  }
  const middle = { x: left + plot.width / 2, y: bottom + 2 * LINE, 'text-anchor': 'middle' };
  parts.push(textElement('text', middle, cutText(x.label, plot.width)));
  return parts.join('');
}

function drawPlot({ series, empty = 'no data' }: LineChart, plot: Plot, strokes: readonly Stroke[]): string {
  const lines = series.map((each, index) => drawSeries(each, strokes[index]!, plot)).join('');
  if (lines === '') {
    const middle = { x: plot.left + plot.width / 2, y: plot.top + plot.height / 2, 'text-anchor': 'middle' };
    return textElement('text', middle, empty);
  }
  // An svg inside cuts off what is outside the axes; a clipPath would need an id, unique in the whole page.
  const width = plot.width + 2 * OVERHANG;
  const height = plot.height + 2 * OVERHANG;
  const viewBox = `${-OVERHANG} ${-OVERHANG} ${width} ${height}`;
  const place = { x: plot.left - OVERHANG, y: plot.top - OVERHANG, width, height };
  return element('svg', { ...place, viewBox, preserveAspectRatio: 'none' }, lines);
}

function lineEnds({ series }: LineChart, plot: Plot): ({ x: number; y: number } | null)[] {
  return series.map(({ points }) => {
    const shown = points.map((point) => project(point, plot)).filter((point) => point !== null);
    const end = shown.at(-1);
    return end === undefined ? null : { x: end[0], y: end[1] };
  });
}

function drawDirectLabels(
  chart: LineChart,
  plot: Plot,
  heights: readonly number[],
  strokes: readonly Stroke[],
): string {
  const right = plot.left + plot.width;
  return lineEnds(chart, plot)
    .map((end, index) => {
      const y = plot.top + heights[index]!;
      const from = plot.top + Math.min(plot.height, Math.max(0, end?.y ?? 0));
      const d = `M${right + 7} ${from}L${right + LEADER - 5} ${y}H${right + LEADER}`;
      return (
        element('path', { class: 'leader', stroke: strokes[index]!.color, d }) +
        textElement(
          'text',
          { class: 'name', x: right + LEADER + SPACE, y, dy: '.35em' },
          chart.series[index]!.name,
        )
      );
    })
    .join('');
}

function drawLegend(legend: readonly LegendItem[], above: number, strokes: readonly Stroke[]): string {
  return legend
    .map(({ name, x, row }, index) => {
      const { color, dash } = strokes[index]!;
      const y = above + (row + 0.5) * LINE;
      const [x1, x2] = [MARGIN + x, MARGIN + x + SWATCH];
      return (
        element('line', { class: 'line', stroke: color, 'stroke-dasharray': dash, x1, x2, y1: y, y2: y }) +
        textElement('text', { class: 'name', x: x2 + SPACE, y, dy: '.35em' }, name)
      );
    })
    .join('');
}
