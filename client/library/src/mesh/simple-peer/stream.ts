/**
 * What simple-peer is built on in a browser, in place of the stream library made for Node: 25 kB less of JavaScript, gzipped,
 * before a tab trains. `vite.config.ts` puts it there. A link uses events alone, and sends on the channel itself.
 */
import { Emitter } from '@socket.io/component-emitter';

type Events = Record<string, (...values: unknown[]) => void>;

/** Hands on at once what is pushed, and holds nothing back. */
export class Duplex extends Emitter<Events, Events> {
  readonly _readableState = { ended: false };
  readonly _writableState = { finished: false };
  readable = true;
  writable = true;

  /** simple-peer hands its options up. An emitter would take them for what is to become one. */
  constructor(_options: unknown) {
    super();
  }

  /** @param chunk null where no more will come */
  push(chunk: unknown): boolean {
    if (chunk === null) this._readableState.ended = true;
    else this.emit('data', chunk);
    return true;
  }

  end(): void {
    this._writableState.finished = true;
  }
}
