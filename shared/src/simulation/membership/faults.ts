/** What goes wrong between simulated members of a room. */
export interface OverlayFaults {
  /** Seconds that a message travels, mean; exponential. */
  readonly latency: number;
  /** Seconds that a handshake takes once both want it, mean; exponential. */
  readonly handshakeSeconds: number;
  /** Probability that a view, or one step of a handshake, never arrives. */
  readonly loss: number;
  /** Probability that a handshake gets through but no connection comes of it, which both notice. */
  readonly handshakeFailure: number;
  /** Seconds after which a link's silence is noticed, at least and at most. */
  readonly noticeSeconds: readonly [number, number];
}

export const MILD_FAULTS: OverlayFaults = {
  latency: 0.05,
  handshakeSeconds: 0.5,
  loss: 0.01,
  handshakeFailure: 0.05,
  noticeSeconds: [3, 16],
};
