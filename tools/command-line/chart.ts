/**
 * Line charts as SVG, for a README or a browser: no script, no outside font, light or dark as the reader
 * prefers, readable from 360 pixels of width on.
 */
import { drawPanel, HEIGHT, WIDTH } from './chart/panel.ts';
import { styleSheet } from './chart/style.ts';
import { element, textElement } from './chart/svg.ts';
import type { LineChart } from './chart/types.ts';

export type { LineChart, Series } from './chart/types.ts';

/** One chart as the text of an SVG file. Never throws: what cannot be shown is left out. */
export function lineChart(chart: LineChart): string {
  return chartGrid([chart], 1);
}

const GAP = 16;

/** Several charts as the text of one SVG file, row by row, `columns` side by side. */
export function chartGrid(charts: readonly LineChart[], columns: number): string {
  const across = Math.max(1, Math.min(Math.floor(columns) || 1, charts.length));
  const panels: string[] = [];
  let width = 0;
  let height = 0;
  for (let first = 0; first < charts.length; first += across) {
    const row = charts.slice(first, first + across);
    const top = first === 0 ? 0 : height + GAP;
    let left = 0;
    for (const chart of row) {
      const transform = left === 0 && top === 0 ? undefined : `translate(${left} ${top})`;
      panels.push(element('g', { transform }, drawPanel(chart)));
      width = Math.max(width, left + (chart.width ?? WIDTH));
      left += (chart.width ?? WIDTH) + GAP;
    }
    height = top + Math.max(...row.map((chart) => chart.height ?? HEIGHT));
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
  const content = [
    textElement('title', {}, charts.map((chart) => chart.title).join('; ')),
    textElement('desc', {}, charts.map(describe).join(' ')),
    element('style', {}, styleSheet(width)),
    ...panels,
  ];
  return `${element('svg', attributes, `\n${content.join('\n')}\n`)}\n`;
}

function describe({ title, subtitle, x, y, series }: LineChart): string {
  const names = series.map(({ name }) => name).join(', ');
  return `${title}${subtitle ? `, ${subtitle}` : ''}: ${y.label} by ${x.label}. Lines: ${names}.`;
}
