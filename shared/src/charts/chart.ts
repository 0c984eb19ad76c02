/**
 * Charts as SVG, for a README, a report or a browser: no script, no outside font, readable from 360 pixels of width on.
 */
import { drawBars } from './bars.ts';
import { drawHeading, drawPanel, HEIGHT, WIDTH } from './panel.ts';
import { styleSheet } from './style.ts';
import { element, textElement } from './svg.ts';
import type { Chart, Heading, LineChart } from './types.ts';

export type { BarChart, Chart, LineChart, Series } from './types.ts';

export interface GridOptions {
  /** Over all charts. */
  readonly heading?: Heading;
  /** Whether it is dark for readers who prefer that; true when absent. */
  readonly dark?: boolean;
  /** For who cannot see it; English when absent. */
  readonly description?: string;
}

/** One chart as the text of an SVG file, light or dark as the reader prefers. Never throws: what cannot be shown is left out. */
export function lineChart(chart: LineChart): string {
  return chartGrid([chart], 1);
}

const GAP = 16;

interface Panel {
  readonly markup: string;
  readonly width: number;
  readonly height: number;
}

/** Several charts as the text of one SVG file, row by row, `columns` side by side. */
export function chartGrid(charts: readonly Chart[], columns: number, options: GridOptions = {}): string {
  const { heading, dark = true, description = charts.map(describe).join(' ') } = options;
  const across = Math.max(1, Math.min(Math.floor(columns) || 1, charts.length));
  const drawn = charts.map(draw);
  const placed: string[] = [];
  let width = 0;
  let height = 0;
  if (heading) {
    width = drawn.slice(0, across).reduce((sum, panel) => sum + panel.width + GAP, -GAP);
    const { markup, bottom } = drawHeading(heading, width);
    height = bottom;
    placed.push(markup);
  }
  for (let first = 0; first < drawn.length; first += across) {
    const row = drawn.slice(first, first + across);
    const top = height === 0 ? 0 : height + GAP;
    let left = 0;
    for (const panel of row) {
      const transform = left === 0 && top === 0 ? undefined : `translate(${left} ${top})`;
      placed.push(element('g', { transform }, panel.markup));
      width = Math.max(width, left + panel.width);
      left += panel.width + GAP;
    }
    height = top + Math.max(...row.map((panel) => panel.height));
  }
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    class: 'hearsay-chart',
    role: 'img',
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    style: 'max-width:100%;height:auto',
  };
  const titles = [...(heading ? [heading.title] : []), ...charts.map(({ title }) => title)];
  const content = [
    textElement('title', {}, titles.join('; ')),
    textElement('desc', {}, description),
    element('style', {}, styleSheet(width, dark)),
    // What has a heading is one picture.
    heading ? element('rect', { class: 'paper', width, height }) : '',
    ...placed,
  ];
  return `${element('svg', attributes, `\n${content.join('\n')}\n`)}\n`;
}

function draw(chart: Chart): Panel {
  const { width = WIDTH } = chart;
  if ('bars' in chart) return { ...drawBars(chart), width };
  return { markup: drawPanel(chart), width, height: chart.height ?? HEIGHT };
}

function describe(chart: Chart): string {
  const about = `${chart.title}${chart.subtitle ? `, ${chart.subtitle}` : ''}`;
  if ('bars' in chart)
    return `${about}: ${chart.bars.map(({ name, label }) => `${name} ${label}`).join(', ')}.`;
  const names = chart.series.map(({ name }) => name).join(', ');
  return `${about}: ${chart.y.label} by ${chart.x.label}. Lines: ${names}.`;
}
