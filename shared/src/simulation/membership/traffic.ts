/**
 * What memberships cost, in bytes that peers send. Views are of the size that ids of 8 bytes and ages of one make;
 * a handshake is an offer, an answer and their candidates as Chromium writes them, sealed.
 */
const VIEW_HEADER_BYTES = 4;
const ENTRY_BYTES = 9;
/** Of both ends together, once. */
const HANDSHAKE_BYTES = 5000;
/** To the server. */
const QUESTION_BYTES = 200;

export interface OverlayTraffic {
  readonly views: number;
  readonly handshakes: number;
  readonly questions: number;
  /** Of views, handshakes and questions, what is relayed by peers counted again; without heartbeats. */
  readonly bytes: number;
}

export class TrafficCounter implements OverlayTraffic {
  views = 0;
  handshakes = 0;
  questions = 0;
  bytes = 0;

  view(entries: number): void {
    this.views += 1;
    this.bytes += VIEW_HEADER_BYTES + ENTRY_BYTES * entries;
  }

  handshake(relayed: boolean): void {
    this.handshakes += 1;
    this.bytes += relayed ? 2 * HANDSHAKE_BYTES : HANDSHAKE_BYTES;
  }

  question(): void {
    this.questions += 1;
    this.bytes += QUESTION_BYTES;
  }
}
