/**
 * A drawing as the digits of MNIST are: fitted into a box of 20 x 20 pixels with its proportions kept, and placed in 28 x 28
 * with its centre of mass in the middle (LeCun, Cortes, Burges: http://yann.lecun.com/exdb/mnist/).
 */
const SIDE = 28;
const BOX = 20;
/** A drawing smaller than this share of its area is not made as large as the others: a dot stays a dot. */
const LEAST_EXTENT = 1 / 6;

interface Extent {
  readonly width: number;
  readonly height: number;
  /** Centre of mass. */
  readonly x: number;
  readonly y: number;
}

/**
 * @param ink amount in each pixel, row after row, 0 for none to 255 @param width of a row
 * @returns 28 rows of 28 numbers, 0 (ground) to 1 (ink); null where nothing is drawn
 */
export function centreDigit(ink: ArrayLike<number>, width: number): Float32Array<ArrayBuffer> | null {
  const height = ink.length / width;
  const extent = extentOf(ink, width, height);
  if (extent === null) return null;
  const largest = Math.max(extent.width, extent.height, LEAST_EXTENT * Math.max(width, height));
  /** Pixels of the drawing to a pixel of the digit. */
  const step = largest / BOX;
  const left = extent.x - (SIDE / 2) * step;
  const top = extent.y - (SIDE / 2) * step;
  const digit = new Float32Array(SIDE * SIDE);
  for (let row = 0; row < SIDE; row++) {
    for (let column = 0; column < SIDE; column++) {
      const sum = inkIn(ink, width, height, left + column * step, top + row * step, step);
      digit[row * SIDE + column] = Math.min(1, sum / (255 * step * step));
    }
  }
  return digit;
}

function extentOf(ink: ArrayLike<number>, width: number, height: number): Extent | null {
  let [left, right, top, bottom] = [width, -1, height, -1];
  let [mass, x, y] = [0, 0, 0];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const amount = ink[row * width + column];
      if (amount === 0) continue;
      left = Math.min(left, column);
      right = Math.max(right, column);
      top = Math.min(top, row);
      bottom = row;
      mass += amount;
      x += amount * (column + 0.5);
      y += amount * (row + 0.5);
    }
  }
  return mass === 0 ? null : { width: right - left + 1, height: bottom - top + 1, x: x / mass, y: y / mass };
}

/** The ink in a square, pixels counted by the share of them that is in it. */
function inkIn(
  ink: ArrayLike<number>,
  width: number,
  height: number,
  left: number,
  top: number,
  side: number,
): number {
  let sum = 0;
  const lastRow = Math.min(height, Math.ceil(top + side));
  const lastColumn = Math.min(width, Math.ceil(left + side));
  for (let row = Math.max(0, Math.floor(top)); row < lastRow; row++) {
    const tall = Math.min(row + 1, top + side) - Math.max(row, top);
    for (let column = Math.max(0, Math.floor(left)); column < lastColumn; column++) {
      const amount = ink[row * width + column];
      if (amount > 0) sum += amount * tall * (Math.min(column + 1, left + side) - Math.max(column, left));
    }
  }
  return sum;
}
