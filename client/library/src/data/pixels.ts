import { PIXELS } from '@hearsay/shared/data/mnist-index.ts';

/** A digit from outside: row after row, 0 for the ground to 1 for ink. @throws RangeError that says what it has to be */
export function readPixels(given: ArrayLike<number>): Float32Array<ArrayBuffer> {
  const pixels = Float32Array.from(given ?? []);
  if (pixels.length !== PIXELS || !pixels.every((value) => value >= 0 && value <= 1)) {
    throw new RangeError(`A digit is ${PIXELS} numbers from 0 (ground) to 1 (ink), 28 rows of 28.`);
  }
  return pixels;
}
