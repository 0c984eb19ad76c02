/** Digits on a canvas, in the colour of its text. */

const SIDE = 28;

/** In memory that is quick to read. */
export function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
  return canvas.getContext('2d', { willReadFrequently: true });
}

/** Gives what is drawn the colour of the canvas' text, as it is now. */
export function colour(canvas: HTMLCanvasElement): void {
  const context = contextOf(canvas);
  if (!context) return;
  context.globalCompositeOperation = 'source-in';
  context.fillStyle = getComputedStyle(canvas).color;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.globalCompositeOperation = 'source-over';
}

/** Paints digits in rows of so many. @param pixels 784 amounts of ink for each, 0 to 255; the canvas takes their size */
export function paintDigits(canvas: HTMLCanvasElement, pixels: ArrayLike<number>, columns: number): void {
  const count = pixels.length / (SIDE * SIDE);
  canvas.width = SIDE * columns;
  canvas.height = SIDE * Math.max(1, Math.ceil(count / columns));
  const context = contextOf(canvas);
  if (!context) return;
  const image = context.createImageData(canvas.width, canvas.height);
  for (let i = 0; i < pixels.length; i++) {
    const example = Math.floor(i / (SIDE * SIDE));
    const [row, column] = [Math.floor(i / SIDE) % SIDE, i % SIDE];
    const y = Math.floor(example / columns) * SIDE + row;
    const x = (example % columns) * SIDE + column;
    image.data[4 * (y * canvas.width + x) + 3] = pixels[i];
  }
  context.putImageData(image, 0, 0);
  colour(canvas);
}

/** The ink in each pixel, 0 to 255. */
export function inkOf(canvas: HTMLCanvasElement): Uint8Array {
  const context = contextOf(canvas);
  const data = context?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
  return Uint8Array.from({ length: canvas.width * canvas.height }, (_, i) => data[4 * i + 3] ?? 0);
}
