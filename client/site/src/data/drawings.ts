/** What somebody drew, as an example of a task of drawings: 28 x 28 bytes of ink, in size and place as MNIST's digits are. */
import { centreDigit } from '../app/draw/centre.ts';

/** Pixels along a side. */
export const DRAWING_SIDE = 28;
/** Bytes of a drawing. */
export const DRAWING_LENGTH = DRAWING_SIDE * DRAWING_SIDE;

/**
 * @param ink in each pixel, row after row, 0 for none to 255: as `inkOf` reads it of a canvas @param width of a row
 * @returns the ink in each of 28 x 28 pixels, 0 to 255; null where nothing is drawn
 */
export function drawingOf(ink: ArrayLike<number>, width: number): Uint8Array<ArrayBuffer> | null {
  const shares = centreDigit(ink, width);
  return shares === null ? null : Uint8Array.from(shares, (share) => Math.round(255 * share));
}
