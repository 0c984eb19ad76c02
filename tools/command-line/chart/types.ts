/** What a line chart is made of. */

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
  readonly markers?: boolean;
  readonly band?: readonly BandPoint[];
}

export interface AxisDescription {
  readonly label: string;
  readonly scale: 'linear' | 'log';
  /** Where the axis ends; absent means where the points do. Ignored where a log scale cannot have it. */
  readonly min?: number;
  readonly max?: number;
}

export interface LineChart {
  readonly title: string;
  readonly subtitle?: string;
  readonly x: AxisDescription;
  readonly y: AxisDescription;
  readonly series: readonly Series[];
  /** In pixels; 720 when absent. */
  readonly width?: number;
  /** In pixels; 440 when absent. */
  readonly height?: number;
}
