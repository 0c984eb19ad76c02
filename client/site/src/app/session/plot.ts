/** Drawings with uPlot: what they have in common, and that of the room's model and the tab's own. */
import 'uplot/dist/uPlot.min.css';
import { computed, effect, type ReadonlySignal } from '@preact/signals';
import type { Evaluation } from 'hearsay';
import UPlot from 'uplot';
import { language, words } from '../words/words.ts';

export interface PlotOptions {
  /** Of the room's model, and of the tab's own, which is drawn thin. */
  measure(point: Evaluation): number;
  own(point: Evaluation): number;
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

/**
 * A drawing that follows its data, the width of its place, the colour scheme and the language, and does not draw while the page is hidden:
 * many tabs on one machine need the time for learning.
 * @param describe asked anew when colours or words have changed
 */
export function mountPlot(
  place: HTMLElement,
  describe: () => UPlot.Options,
  data: ReadonlySignal<UPlot.AlignedData>,
): { draw(): void; destroy(): void } {
  let chart = build();

  function build(): UPlot {
    return new UPlot(describe(), data.peek(), place);
  }

  function draw(): void {
    if (!document.hidden) chart.setData(data.peek());
  }

  function rebuild(): void {
    chart.destroy();
    chart = build();
  }

  const resize = new ResizeObserver(() => {
    if (place.clientWidth > 0) chart.setSize({ width: place.clientWidth, height: place.clientHeight });
  });
  resize.observe(place);
  const dark = matchMedia('(prefers-color-scheme: dark)');
  dark.addEventListener('change', rebuild);
  document.addEventListener('visibilitychange', draw);
  let spoken = language.peek();
  const stop = effect(() => {
    if (spoken !== language.value) {
      spoken = language.value;
      rebuild();
    } else if (data.value[0].length > 0) draw();
  });

  return {
    draw,
    destroy() {
      stop();
      resize.disconnect();
      dark.removeEventListener('change', rebuild);
      document.removeEventListener('visibilitychange', draw);
      chart.destroy();
    },
  };
}

/** What all axes look like, and the custom properties of the place that is drawn in. */
export function styleOf(place: HTMLElement): { axis: UPlot.Axis; token(name: string): string } {
  const style = getComputedStyle(place);
  const token = (name: string) => style.getPropertyValue(name).trim();
  const axis: UPlot.Axis = {
    stroke: token('--ink-quiet'),
    font: `12px ${style.fontFamily}`,
    grid: { stroke: token('--line'), width: 1 },
    ticks: { show: false },
    gap: 6,
  };
  return { axis, token };
}

export function createPlot(
  place: HTMLElement,
  points: ReadonlySignal<readonly Evaluation[]>,
  options: PlotOptions,
): Plot {
  let reference: number | null = null;
  const data = computed<UPlot.AlignedData>(() => [
    points.value.map((point) => point.seconds),
    points.value.map(options.own),
    points.value.map(options.measure),
  ]);
  const plot = mountPlot(place, () => describe(place, options, () => reference), data);
  return {
    setReference(level) {
      reference = level;
      plot.draw();
    },
    destroy: plot.destroy,
  };
}

function describe(
  place: HTMLElement,
  { tick, colour, top, onPoint }: PlotOptions,
  level: () => number | null,
): UPlot.Options {
  const { axis, token } = styleOf(place);
  return {
    width: Math.max(place.clientWidth, 100),
    height: place.clientHeight,
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
    series: [
      {},
      { stroke: token('--ink-quiet'), width: 1, points: { show: false } },
      { stroke: token(colour), width: 2.5, points: { show: false } },
    ],
    hooks: {
      setCursor: [(self) => onPoint(self.cursor.idx ?? null)],
      drawAxes: [(self) => drawLevel(self, level(), token('--ink-quiet'))],
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
