/** What the lab measures: plain data, as it comes from the Worker. */

/** The runs that are drawn. `beside` is another method's. */
export type LineName = 'constant' | 'ln' | 'beside';

/** One run at one moment. */
export interface LineMoment {
  /** In updates: mean over pairs of peers since the moment before; null where no peer is left that is followed. */
  readonly staleness: number | null;
  /** Error (quadratics) or accuracy (classes, 0 to 1) of the peers' models: their mean, and the worst. */
  readonly mean: number;
  readonly worst: number;
}

/** All runs at one moment. */
export interface Moment {
  /** Virtual seconds, and so updates of a peer. */
  readonly time: number;
  readonly lines: Readonly<Partial<Record<LineName, LineMoment>>>;
}

/** What a run of the method of the two rates came to, at one number of peers. */
export interface ScalingPoint {
  readonly line: Exclude<LineName, 'beside'>;
  readonly peers: number;
  /** In updates; null where no peer was left that is followed. */
  readonly staleness: number | null;
}

/** What theory says of a comparison's runs, by line. */
export interface Theory {
  /** In updates. */
  readonly staleness: Readonly<Partial<Record<LineName, number>>>;
  /** Mean error of the peers' models at each of the comparison's moments. */
  readonly error: Readonly<Partial<Record<LineName, readonly number[]>>>;
}
