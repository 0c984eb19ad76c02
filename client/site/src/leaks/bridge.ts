/** What page and Worker of the demonstration of leaks tell each other. */

/** Correlation of a picture in which everybody sees the digit. */
export const SAME = 0.95;

/** What a device learned from in its step: one digit, a batch of them, or one with differential privacy. */
export const LEAK_CASES = ['one', 'batch', 'private'] as const;
export type LeakCase = (typeof LEAK_CASES)[number];

/** How models travel: every number as it is, or as in rooms where nothing else is said. */
export const LEAK_CODECS = ['float32', 'auto'] as const;
export type LeakCodec = (typeof LEAK_CODECS)[number];

export interface LeakChoice {
  readonly what: LeakCase;
  readonly codec: LeakCodec;
  /** Which digits, and which network: the same choice gives the same pictures. */
  readonly seed: number;
}

/** Digits: 784 amounts of ink for each, 0 to 255, and what each is. */
export interface Digits {
  readonly pixels: Uint8Array;
  readonly labels: readonly number[];
}

export interface Leak {
  readonly choice: LeakChoice;
  readonly truth: Digits;
  /** What the whole first layer gives: one picture. */
  readonly seen: Uint8Array;
  /** Correlation of that with the digit that it is most like. */
  readonly likeness: number;
  /** Digits of a batch that single units give, as they give them. */
  readonly found: Digits;
}

export interface ToLeaks {
  /** Comes back with what is told of it. */
  readonly turn: number;
  readonly choice: LeakChoice;
}

export type FromLeaks =
  | { readonly kind: 'leak'; readonly turn: number; readonly leak: Leak }
  /** The digits could not be had. */
  | { readonly kind: 'failed'; readonly turn: number };
