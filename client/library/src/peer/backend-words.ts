/** Why a tab computes with what it does, in half a sentence of English. */
import type { BackendReason } from './backend-name.ts';

/** As in `5.2 ms a step; webgl takes 9.1 ms`. */
export function backendInWords(why: BackendReason): string {
  switch (why.code) {
    case 'asked':
      return 'as asked for';
    case 'only-one':
      return 'no graphics hardware to compare with';
    case 'no-wasm':
      return 'wasm does not start here';
    case 'unavailable':
      return `${why.wanted} is not to be had`;
    case 'lacks':
      return `${why.lacking} lacks ${why.what}`;
    case 'lost':
      return `${why.lost} was lost`;
    case 'faster': {
      const { milliseconds, other, otherMilliseconds } = why;
      const than = otherMilliseconds === null ? 'does not start' : `takes ${stepTime(otherMilliseconds)}`;
      return `${stepTime(milliseconds)} a step; ${other} ${than}`;
    }
  }
}

/** As in `5.2 ms`, in any language. */
export function stepTime(milliseconds: number): string {
  return `${milliseconds < 100 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`;
}
