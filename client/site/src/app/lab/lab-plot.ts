/** The drawing of several lines, measured and predicted, with uPlot. */
import type { ReadonlySignal } from '@preact/signals';
import UPlot from 'uplot';
import { mountPlot, styleOf } from '../session/plot.ts';
import type { LineStyle } from './line-styles.ts';

/** The first list is of the horizontal axis; then one for each style, null where there is nothing. */
export type LabData = [number[], ...(number | null)[][]];

export interface LabPlotOptions {
  readonly styles: readonly LineStyle[];
  readonly x: {
    readonly range: readonly [number, number];
    /** A logarithmic axis, marked at these values; null for a linear one. */
    readonly marks: readonly number[] | null;
    tick(value: number): string;
  };
  readonly y: {
    /** Upper end of the axis; null fits the data. */
    readonly top: number | null;
    tick(value: number): string;
  };
}

const HEADROOM = 1.05;

/** @returns ends it */
export function createLabPlot(
  place: HTMLElement,
  data: ReadonlySignal<LabData>,
  options: LabPlotOptions,
): () => void {
  return mountPlot(place, () => describe(place, options), data).destroy;
}

function describe(place: HTMLElement, { styles, x, y }: LabPlotOptions): UPlot.Options {
  const { axis, token } = styleOf(place);
  const { marks } = x;
  return {
    width: Math.max(place.clientWidth, 100),
    height: place.clientHeight,
    legend: { show: false },
    cursor: { show: false },
    padding: [8, 16, 0, 0],
    scales: {
      x: { time: false, distr: marks ? 3 : 1, range: [...x.range] },
      y: { range: (_self, _min, max) => [0, y.top ?? (max || 1) * HEADROOM] },
    },
    axes: [
      {
        ...axis,
        size: 28,
        space: 50,
        ...(marks ? { splits: () => [...marks], filter: (_self, splits) => splits } : {}),
        values: (_self, splits) => splits.map(x.tick),
      },
      { ...axis, size: 46, space: 30, values: (_self, splits) => splits.map(y.tick) },
    ],
    series: [
      {},
      ...styles.map(
        ({ colour, width, dash, marker }): UPlot.Series => ({
          stroke: token(colour),
          width,
          dash: [...dash],
          points: { show: false },
          ...(marker ? { paths: () => null } : {}),
        }),
      ),
    ],
    hooks: {
      draw: [
        (chart) => {
          styles.forEach((style, index) => {
            if (style.marker) drawMarkers(chart, index + 1, style.marker, token(style.colour));
          });
        },
      ],
    },
  };
}

const MARKER_RADIUS = 5;

function drawMarkers(
  chart: UPlot,
  series: number,
  marker: NonNullable<LineStyle['marker']>,
  colour: string,
): void {
  const { ctx } = chart;
  const radius = MARKER_RADIUS * UPlot.pxRatio;
  ctx.save();
  ctx.fillStyle = colour;
  chart.data[0].forEach((at, index) => {
    const value = chart.data[series][index];
    if (value === null || value === undefined) return;
    const x = chart.valToPos(at, 'x', true);
    const y = chart.valToPos(value, 'y', true);
    ctx.beginPath();
    if (marker === 'square') ctx.rect(x - radius, y - radius, 2 * radius, 2 * radius);
    else ctx.arc(x, y, radius, 0, 2 * Math.PI);
    ctx.fill();
  });
  ctx.restore();
}
