/** When a link that lost its way looks for another one, with all that it has: see `Link.restart`. */

/** Milliseconds for which a link may be without a way before it looks for another: most come back by themselves. */
const PATIENCE_MS = 2000;
/** Milliseconds until what was offered is offered again: whoever passes it on may have lost its own way. */
const AGAIN_MS = 1500;
/** After so many offers it is left to whoever breaks silent links. */
const MOST_OFFERS = 12;

export interface IceRestart {
  /** As the connection tells it. */
  onState(state: string): void;
  /** The network is another one: not to be waited for. */
  begin(): void;
  stop(): void;
}

/**
 * @param offer to the other end that both look anew; called again while that does not help
 * @param isWell whether there is a way, and no offer without an answer
 */
export function createIceRestart(offer: () => void, isWell: () => boolean): IceRestart {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let offers = 0;
  const stop = (): void => {
    clearTimeout(timer);
    timer = undefined;
    offers = 0;
  };
  const next = (): void => {
    if (offers > 0 && isWell()) {
      stop();
      return;
    }
    offers += 1;
    timer = offers < MOST_OFFERS ? setTimeout(next, AGAIN_MS) : undefined;
    offer();
  };
  return {
    onState(state) {
      if (isWell()) stop();
      else if (state === 'disconnected' && offers === 0) timer ??= setTimeout(next, PATIENCE_MS);
    },
    begin() {
      stop();
      next();
    },
    stop,
  };
}
