/** Labelled examples, and which peer holds which of them. */

export interface Examples {
  /** Rows x inputs. */
  readonly features: Float32Array;
  /** One a row, from 0. */
  readonly labels: Uint8Array;
}

export interface ClassificationData {
  readonly train: Examples;
  readonly test: Examples;
  /** For each peer, the rows of `train` it holds. */
  readonly shards: readonly Uint32Array[];
}
