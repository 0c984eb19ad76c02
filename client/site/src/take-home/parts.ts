/** What all kinds of pages have: the network that lies in them, and what they say. */
import { fromBase64 } from '@hearsay/shared/util/base64.ts';
import { outputsOf, softmax } from './network.ts';
import type { TakenHome } from './page.ts';

export const taken: TakenHome = JSON.parse(element('network').textContent ?? '');
const parameters = new Float32Array(bytesOf(taken.parameters).buffer);
const { words } = taken;

export function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`There is no ${id} in the page.`);
  return found;
}

export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const bytes = fromBase64(base64);
  if (bytes === null) throw new Error('The page is damaged.');
  return bytes;
}

/** In place of a guess. It is read out when it changes. */
export function say(sentence: string): void {
  const guess = element('guess');
  if (guess.textContent !== sentence) guess.textContent = sentence;
}

/**
 * @param values of ink or of each colour, from 0 to 1, or features, or a row; null for nothing
 * @param inUnit what a number that is predicted says
 */
export function show(values: Float32Array | null, inUnit: (output: number) => string = String): void {
  const { mean, deviation } = taken;
  const inputs = values?.map((value) => (value - mean) / deviation);
  const outputs = inputs && outputsOf({ ...taken, parameters }, inputs);
  if (taken.classes.length > 0) showClasses(outputs && softmax(outputs));
  else say(outputs ? inUnit(outputs[0]) : words.nothing);
}

function showClasses(probabilities: number[] | undefined): void {
  const guess = probabilities?.indexOf(Math.max(...probabilities));
  say(guess === undefined ? words.nothing : `${words.is} ${taken.classes[guess]}`);
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

export function contextOf(canvas: HTMLCanvasElement, side: number): CanvasRenderingContext2D {
  canvas.width = side;
  canvas.height = side;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('This browser cannot draw.');
  return context;
}
