/** What is drawn in the page, and wiped. */
import { centreDigit } from '../app/draw/centre.ts';
import { contextOf, element, show } from './parts.ts';

const PAD_SIDE = 280;
const STROKE = 22;

export function startDrawing(canvas: HTMLCanvasElement): void {
  const context = contextOf(canvas, PAD_SIDE);
  Object.assign(context, { lineWidth: STROKE, lineCap: 'round', lineJoin: 'round' });
  const place = ({ clientX, clientY }: PointerEvent): [number, number] => {
    const box = canvas.getBoundingClientRect();
    return [((clientX - box.left) / box.width) * PAD_SIDE, ((clientY - box.top) / box.height) * PAD_SIDE];
  };
  canvas.addEventListener('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId);
    context.beginPath();
    context.moveTo(...place(event));
    event.preventDefault();
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!canvas.hasPointerCapture(event.pointerId)) return;
    context.lineTo(...place(event));
    context.stroke();
    const { data } = context.getImageData(0, 0, PAD_SIDE, PAD_SIDE);
    show(
      centreDigit(
        Uint8Array.from({ length: PAD_SIDE * PAD_SIDE }, (_, i) => data[4 * i + 3]),
        PAD_SIDE,
      ),
    );
  });
  element('clear').addEventListener('click', () => {
    context.clearRect(0, 0, PAD_SIDE, PAD_SIDE);
    show(null);
  });
}
