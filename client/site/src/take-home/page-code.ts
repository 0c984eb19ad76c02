/**
 * What runs in the page that somebody takes home: reads the network that lies in it, and says what it makes of a drawing, a
 * picture or a row. It is built as one script and put into the page's text, so that the page is one file, and needs no server.
 */
import { createTableEncoding } from '@hearsay/shared/tables/table-encoding.ts';
import { centreDigit } from '../app/draw/centre.ts';
import { outputsOf, softmax } from './network.ts';
import type { TakenHome, TakenTable } from './page.ts';

const PAD_SIDE = 280;
const STROKE = 22;

const taken: TakenHome = JSON.parse(element('network').textContent ?? '');
const parameters = parametersOf(taken.parameters);
const { words } = taken;
/** What a number that is predicted says. */
let inUnit = (output: number): string => String(output);

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`There is no ${id} in the page.`);
  return found;
}

function parametersOf(base64: string): Float32Array {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return new Float32Array(bytes.buffer);
}

/** @param values of ink or of each colour, from 0 to 1, or a row; null for nothing */
function show(values: Float32Array | null): void {
  const { mean, deviation } = taken;
  const inputs = values?.map((value) => (value - mean) / deviation);
  const outputs = inputs && outputsOf({ ...taken, parameters }, inputs);
  if (taken.classes.length > 0) showClasses(outputs && softmax(outputs));
  else element('guess').textContent = outputs ? inUnit(outputs[0]) : words.nothing;
}

function showClasses(probabilities: number[] | undefined): void {
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

/** A field for each column. */
function startTable({ data, spreads, categories }: TakenTable): void {
  const encoding = createTableEncoding(data, taken.classes, spreads);
  inUnit = (output) => {
    const value = Number(encoding.decode(output).toPrecision(4));
    return `${data.target.name}: ${value} ${taken.unit}`;
  };
  let named = 0;
  const fields = data.columns.map(({ name, kind }) => {
    const field = kind === 'number' ? numberField() : choiceOf(categories[named++] ?? []);
    const label = document.createElement('label');
    label.append(name, field);
    element('row').append(label);
    field.addEventListener('input', predict);
    return field;
  });
  function predict(): void {
    const inputs = new Float32Array(encoding.width);
    const cells = fields.map(({ value }) => (value.trim() === '' ? null : value.replace(',', '.')));
    encoding.encodeCells(cells, inputs, 0);
    show(cells.every((cell) => cell === null) ? null : inputs);
  }
}

function numberField(): HTMLInputElement {
  const field = document.createElement('input');
  field.inputMode = 'decimal';
  return field;
}

function choiceOf(categories: readonly string[]): HTMLSelectElement {
  const field = document.createElement('select');
  field.append(new Option(''), ...categories.map((category) => new Option(category)));
  return field;
}

if (taken.table !== null) startTable(taken.table);
else {
  const canvas = element('canvas') as HTMLCanvasElement;
  if (taken.kind === 'drawings') startDrawing(canvas);
  else startPictures(canvas, element('file') as HTMLInputElement);
}
show(null);
