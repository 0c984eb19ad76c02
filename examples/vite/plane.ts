/** Draws what a model makes of each point of the plane. */
import type { Points } from './spirals.ts';

/** Points along each side that the model is asked about. */
const SIDE = 48;
/** What of the plane is shown, around its middle. */
const REACH = 1.1;

/** A grid of points, one behind the other. */
export const grid: Float32Array = Float32Array.from({ length: SIDE * SIDE * 2 }, (_, i) => {
  const point = i >> 1;
  const place = i % 2 === 0 ? point % SIDE : Math.floor(point / SIDE);
  return (((place + 0.5) / SIDE) * 2 - 1) * REACH;
});

/** @param answers of the model at the grid's points: the probabilities of both spirals; null before there are any */
export function drawPlane(
  canvas: HTMLCanvasElement,
  answers: readonly (readonly number[])[] | null,
  { xs, ys }: Points,
): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const style = getComputedStyle(canvas);
  const colours = ['--accent', '--second'].map((name) => style.getPropertyValue(name));
  const { width, height } = canvas;
  context.clearRect(0, 0, width, height);
  const cell = width / SIDE;
  for (const [i, [first = 0.5]] of (answers ?? []).entries()) {
    context.fillStyle = first > 0.5 ? colours[0] : colours[1];
    // The surer, the stronger.
    context.globalAlpha = 0.15 + Math.abs(first - 0.5);
    context.fillRect((i % SIDE) * cell, Math.floor(i / SIDE) * cell, Math.ceil(cell), Math.ceil(cell));
  }
  context.globalAlpha = 1;
  context.fillStyle = style.color;
  context.strokeStyle = style.color;
  const onCanvas = (value: number): number => ((value / REACH + 1) / 2) * width;
  context.beginPath();
  for (let i = 0; i < ys.length; i++) {
    const x = onCanvas(xs[2 * i]);
    const y = onCanvas(xs[2 * i + 1]);
    if (ys[i] === 0) {
      context.fillRect(x - 1.5, y - 1.5, 3, 3);
      continue;
    }
    context.moveTo(x - 3, y - 3);
    context.lineTo(x + 3, y + 3);
    context.moveTo(x - 3, y + 3);
    context.lineTo(x + 3, y - 3);
  }
  context.stroke();
}
