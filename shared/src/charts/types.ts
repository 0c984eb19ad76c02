/** What charts are made of. */

/** [x, y] in the units of the axes. */
export type Point = readonly [x: number, y: number];

/** [x, low, high]: the spread around a line at one x. */
export type BandPoint = readonly [x: number, low: number, high: number];

export interface Series {
  readonly name: string;
  /** Joined in this order. Points that are not finite, or not positive on a log scale, leave a gap. */
  readonly points: readonly Point[];
  /** For a law beside measurements: dashed, and grey unless `colorOf` says otherwise. */
  readonly dashed?: boolean;
  /** The name of a series whose colour this one shares, such as the measurements a law is about. */
  readonly colorOf?: string;
  /** For a line that may lie on another one, which is to be seen as well. */
  readonly dotted?: boolean;
  readonly markers?: boolean;
  readonly band?: readonly BandPoint[];
}

export interface AxisDescription {
  readonly label: string;
  readonly scale: 'linear' | 'log';
  /** Where the axis ends; absent means where the points do. Ignored where a log scale cannot have it. */
  readonly min?: number;
  readonly max?: number;
  /** Values as they are written beside the axis; absent means few digits, in English notation. */
  format?(value: number): string;
}

export interface Heading {
  readonly title: string;
  readonly subtitle?: string;
}

export interface LineChart extends Heading {
  readonly x: AxisDescription;
  readonly y: AxisDescription;
  readonly series: readonly Series[];
  /** In place of lines where there are none; `no data` when absent. */
  readonly empty?: string;
  /** In pixels; 720 when absent. */
  readonly width?: number;
  /** In pixels; 440 when absent. */
  readonly height?: number;
}

/** Shares side by side, one row each, as tall as they need. */
export interface BarChart extends Heading {
  readonly bars: readonly Bar[];
  /** In pixels; 720 when absent. */
  readonly width?: number;
}

export interface Bar {
  readonly name: string;
  /** 0 to 1; null where it is not known. */
  readonly share: number | null;
  /** The share, as it is written behind the bar. */
  readonly label: string;
}

export type Chart = LineChart | BarChart;
