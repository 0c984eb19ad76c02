/** The tfjs backends a tab can train on; `wasm` is the one every browser offers inside a Worker. */
export type Backend = 'wasm' | 'cpu';
