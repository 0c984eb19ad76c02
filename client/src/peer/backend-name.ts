/** The tfjs backends a tab can train on. */
export type Backend = 'wasm' | 'cpu';
