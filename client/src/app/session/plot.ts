/**
 * The drawing of one curve with uPlot. It follows its points, the width of its place and the colour scheme,
 * and does not draw while the page is hidden: many tabs on one machine need the time for learning.
 */
import 'uplot/dist/uPlot.min.css';
import { effect, type ReadonlySignal } from '@preact/signals';
import UPlot from 'uplot';
import type { Evaluation } from '../../status.ts';
import { words } from '../words/words.ts';

export interface PlotOptions {
  measure(point: Evaluation): number;
  tick(value: number): string;
  colour: string;
  top: number | null;
  /** Called with the index of the point under the pointer; null when there is none. */
  onPoint(index: number | null): void;
}

export interface Plot {
  setReference(level: number | null): void;
  destroy(): void;
}

/** Width of the time axis before there is as much to show, in seconds. */
const SHORTEST_TIME = 10;
/** Steps of the time axis, in seconds. */
const TIME_STEPS = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400, 28_800, 86_400];
const HIGHEST_LOSS_AT_FIRST = 2.5;

export function createPlot(
  host: HTMLElement,
  points: ReadonlySignal<readonly Evaluation[]>,
  options: PlotOptions,
): Plot {
  let reference: number | null = null;
  let chart = build();

  function data(): UPlot.AlignedData {
    const all = points.peek();
    return [all.map((point) => point.seconds), all.map(options.measure)];
  }

  function build(): UPlot {
    return new UPlot(
      describe(host, options, () => reference),
      data(),
      host,
    );
  }

  function draw(): void {
    if (!document.hidden) chart.setData(data());
  }

  function rebuild(): void {
    chart.destroy();
    chart = build();
  }

  const resize = new ResizeObserver(() => {
    if (host.clientWidth > 0) chart.setSize({ width: host.clientWidth, height: host.clientHeight });
  });
  resize.observe(host);
  const dark = matchMedia('(prefers-color-scheme: dark)');
  dark.addEventListener('change', rebuild);
  document.addEventListener('visibilitychange', draw);
  const stop = effect(() => {
    if (points.value.length > 0) draw();
  });

  return {
    setReference(level) {
      reference = level;
      draw();
    },
    destroy() {
      stop();
      resize.disconnect();
      dark.removeEventListener('change', rebuild);
      document.removeEventListener('visibilitychange', draw);
      chart.destroy();
    },
  };
}

function describe(
  host: HTMLElement,
  { tick, colour, top, onPoint }: PlotOptions,
  level: () => number | null,
): UPlot.Options {
  const style = getComputedStyle(host);
  const token = (name: string) => style.getPropertyValue(name).trim();
  const quiet = token('--ink-quiet');
  const axis: UPlot.Axis = {
    stroke: quiet,
    font: `12px ${style.fontFamily}`,
    grid: { stroke: token('--line'), width: 1 },
    ticks: { show: false },
    gap: 6,
  };
  return {
    width: Math.max(host.clientWidth, 100),
    height: host.clientHeight,
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, y: false, points: { size: 8 } },
    scales: {
      x: { time: false, range: (_self, _min, max) => [0, Math.max(max ?? 0, SHORTEST_TIME)] },
      y: { range: (_self, _min, max) => [0, top ?? niceTop(max)] },
    },
    axes: [
      {
        ...axis,
        size: 28,
        space: 60,
        incrs: TIME_STEPS,
        values: (_self, splits) => splits.map(words.peek().format.clock),
      },
      { ...axis, size: 46, space: 36, values: (_self, splits) => splits.map(tick) },
    ],
    series: [{}, { stroke: token(colour), width: 2, points: { show: false } }],
    hooks: {
      setCursor: [(self) => onPoint(self.cursor.idx ?? null)],
      drawAxes: [(self) => drawLevel(self, level(), quiet)],
    },
  };
}

/** A dashed line from edge to edge. */
function drawLevel(chart: UPlot, level: number | null, colour: string): void {
  if (level === null) return;
  const { ctx, bbox } = chart;
  const y = chart.valToPos(level, 'y', true);
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = UPlot.pxRatio;
  ctx.setLineDash([5 * UPlot.pxRatio, 4 * UPlot.pxRatio]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.restore();
}

function niceTop(max: number | null): number {
  return Math.max(HIGHEST_LOSS_AT_FIRST, Math.ceil(2 * (max ?? 0)) / 2);
}
