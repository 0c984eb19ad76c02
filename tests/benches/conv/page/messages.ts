/** What the page of the bench, its Workers and the bench itself say to each other. */

export const BACKENDS = ['wasm', 'cpu', 'webgl'] as const;
export type BenchBackend = (typeof BACKENDS)[number];

export type ToWorker =
  | { readonly type: 'start'; readonly backend: BenchBackend }
  | { readonly type: 'train'; readonly steps: number };

/** Seconds that the steps took, 0 for starting; or why it failed. */
export type FromWorker = { readonly seconds: number } | { readonly error: string };

declare global {
  interface Window {
    /** Starts a Worker for this backend. Rejects where tfjs settles for another one. */
    startBackend(backend: BenchBackend): Promise<void>;
    /** Makes that many training steps there. @returns the seconds they took */
    train(backend: BenchBackend, steps: number): Promise<number>;
  }
}
