/** What is drawn inside the plot: lines, markers, bands. */
import type { Axis } from './axis.ts';
import type { Stroke } from './style.ts';
import { element, pixel } from './svg.ts';
import type { Point, Series } from './types.ts';

/** The plot's two axes; y grows upwards, pixels downwards from the top. */
export interface Axes {
  readonly x: Axis;
  readonly y: Axis;
  readonly height: number;
}

/** Pixels of a point, or null where the scales cannot show it. */
export function project([x, y]: Point, axes: Axes): readonly [number, number] | null {
  if (!axes.x.shows(x) || !axes.y.shows(y)) return null;
  return [axes.x.position(x), axes.height - axes.y.position(y)];
}

/** The band, line and markers of one series, as markup. */
export function drawSeries(series: Series, stroke: Stroke, axes: Axes): string {
  return drawBand(series, stroke, axes) + drawLine(series, stroke, axes);
}

function drawLine({ points, markers, dashed }: Series, { color, dash }: Stroke, axes: Axes): string {
  const runs = splitAtGaps(points.map((point) => project(point, axes)));
  const path = runs.map((run) => `M${coordinates(run).join('L')}`).join('');
  const line = element('path', {
    class: dashed ? 'line dashed' : 'line',
    stroke: color,
    'stroke-dasharray': dash,
    d: path,
  });
  // A point alone between two gaps makes no line and would not show.
  const dots = markers ? runs.flat() : runs.filter((run) => run.length === 1).flat();
  const circles = dots.map(([cx, cy]) => element('circle', { cx, cy, r: 4, fill: color }));
  return (path === '' ? '' : line) + circles.join('');
}

function drawBand({ band = [] }: Series, { color }: Stroke, axes: Axes): string {
  const edges = band.map(([x, low, high]) => {
    const top = project([x, high], axes);
    // On a log scale a band that reaches zero or less reaches the bottom.
    const bottom = project([x, axes.y.shows(low) ? low : axes.y.low], axes);
    return top === null || bottom === null || Number.isNaN(low) ? null : { top, bottom };
  });
  const outlines = splitAtGaps(edges).map((run) => {
    const around = [...run.map(({ top }) => top), ...run.map(({ bottom }) => bottom).reverse()];
    return `M${coordinates(around).join('L')}Z`;
  });
  if (outlines.length === 0) return '';
  return element('path', { fill: color, 'fill-opacity': '0.18', d: outlines.join('') });
}

function splitAtGaps<T>(items: readonly (T | null)[]): T[][] {
  const runs: T[][] = [[]];
  for (const item of items) {
    if (item !== null) runs.at(-1)!.push(item);
    else if (runs.at(-1)!.length > 0) runs.push([]);
  }
  return runs.filter((run) => run.length > 0);
}

/** Without neighbours that fall on the same tenth of a pixel: long runs have very many of them. */
function coordinates(points: readonly (readonly [number, number])[]): string[] {
  return points
    .map(([x, y]) => `${pixel(x)} ${pixel(y)}`)
    .filter((written, index, all) => written !== all[index - 1]);
}
