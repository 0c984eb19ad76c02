/**
 * What runs in the page that somebody takes home: reads the network that lies in it, and says what it makes of a drawing or a
 * picture. It is built as one script and put into the page's text, so that the page is one file, and needs no server.
 */
import { centreDigit } from '../app/draw/centre.ts';
import { outputsOf, softmax } from './network.ts';
import type { TakenHome } from './page.ts';

const PAD_SIDE = 280;
const STROKE = 22;

const taken: TakenHome = JSON.parse(element('network').textContent ?? '');
const parameters = parametersOf(taken.parameters);
const { words } = taken;

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`There is no ${id} in the page.`);
  return found;
}

function parametersOf(base64: string): Float32Array {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return new Float32Array(bytes.buffer);
}

/** @param shares of ink or of each colour, from 0 to 1; null for nothing */
function show(shares: Float32Array | null): void {
  const { mean, deviation } = taken;
  const inputs = shares?.map((share) => (share - mean) / deviation);
  const probabilities = inputs && softmax(outputsOf({ ...taken, parameters }, inputs));
  const guess = probabilities?.indexOf(Math.max(...probabilities));
  element('guess').textContent = guess === undefined ? words.nothing : `${words.is} ${taken.classes[guess]}`;
  element('classes').replaceChildren(
    ...taken.classes.map((name, label) => {
      const bar = document.createElement('progress');
      bar.value = probabilities?.[label] ?? 0;
      const row = document.createElement('label');
      row.append(name, bar);
      return row;
    }),
  );
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('This browser cannot draw.');
  return context;
}

function startDrawing(canvas: HTMLCanvasElement): void {
  canvas.width = PAD_SIDE;
  canvas.height = PAD_SIDE;
  const context = contextOf(canvas);
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

function startPictures(canvas: HTMLCanvasElement, input: HTMLInputElement): void {
  const [side] = taken.input;
  canvas.width = side;
  canvas.height = side;
  const context = contextOf(canvas);
  input.addEventListener('change', async () => {
    const [file] = input.files ?? [];
    if (file === undefined) return;
    const image = new Image();
    image.src = URL.createObjectURL(file);
    try {
      await image.decode();
    } catch {
      element('guess').textContent = words.noPicture;
      return;
    }
    const cut = Math.min(image.naturalWidth, image.naturalHeight);
    const [left, top] = [(image.naturalWidth - cut) / 2, (image.naturalHeight - cut) / 2];
    context.drawImage(image, left, top, cut, cut, 0, 0, side, side);
    URL.revokeObjectURL(image.src);
    const { data } = context.getImageData(0, 0, side, side);
    show(
      Float32Array.from({ length: side * side * 3 }, (_, i) => data[4 * Math.floor(i / 3) + (i % 3)] / 255),
    );
  });
}

const canvas = element('canvas') as HTMLCanvasElement;
if (taken.kind === 'drawings') startDrawing(canvas);
else startPictures(canvas, element('file') as HTMLInputElement);
show(null);
