/** Asks the server for STUN and TURN servers again before what it told of them ends. */
import type { Ice } from '@hearsay/shared/protocol/ice-server.ts';

/** So soon it asks again where it got no answer. */
const LEAST_RETRY_SECONDS = 10;

export interface IceRenewal {
  /** The server told them, or that there are none. */
  onTold(ice: Ice | undefined): void;
  /** There was no answer, or none that is of use. */
  onFailed(): void;
  stop(): void;
}

export function createIceRenewal(ask: () => void): IceRenewal {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let retrySeconds = LEAST_RETRY_SECONDS;
  const askIn = (seconds: number): void => {
    clearTimeout(timer);
    timer = setTimeout(ask, 1000 * seconds);
  };
  return {
    onTold(ice) {
      clearTimeout(timer);
      if (ice === undefined) return;
      retrySeconds = Math.max(LEAST_RETRY_SECONDS, ice.seconds / 16);
      // Half-way: what was just handed out lasts as long as a link takes to be made, and several failures more.
      askIn(ice.seconds / 2);
    },
    onFailed: () => askIn(retrySeconds),
    stop: () => clearTimeout(timer),
  };
}
