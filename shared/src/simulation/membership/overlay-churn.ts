/** Peers of an overlay that come and go at random times. */
import type { Random } from '../../util/random/random.ts';
import type { Overlay } from './overlay.ts';

export interface OverlayChurnOptions {
  /** Peers that arrive per second, all together. */
  readonly arrive: number;
  /** How often each peer goes, per second. */
  readonly go: number;
  /** Which share of those crash; the others say goodbye. */
  readonly crashShare: number;
  /** When it ends; virtual seconds. */
  readonly until: number;
}

/** The last two never go. */
export function startOverlayChurn(overlay: Overlay, options: OverlayChurnOptions, random: Random): void {
  const { arrive, go, crashShare, until } = options;
  const next = (): void => {
    const rate = arrive + go * overlay.living.count;
    const wait = random.exponential(rate);
    if (overlay.now + wait > until) return;
    overlay.agenda.after(wait, () => {
      if (random.uniform() * rate < arrive) overlay.arrive();
      else if (overlay.living.count > 2) {
        const peer = overlay.living.at(random.integer(overlay.living.count));
        if (random.uniform() < crashShare) overlay.crash(peer);
        else overlay.leave(peer);
      }
      next();
    });
  };
  next();
}
