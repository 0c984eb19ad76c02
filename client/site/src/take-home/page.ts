/** A network as one small page that runs without a server, and without this project: to take home. */

import type { TableSpreads } from '@hearsay/shared/tables/table-encoding.ts';
import type { SharedData, SharedTask, TableData } from '@hearsay/shared/tasks/shared-task.ts';
import { toBase64 } from '@hearsay/shared/util/base64.ts';
import { EXTRACTOR } from '../data/features/network.ts';
import type { FrozenNetwork } from './frozen-network.ts';
import type { PlainNetwork } from './network.ts';

/** What lies in the page, as JSON. */
export interface TakenHome extends Omit<PlainNetwork, 'parameters'> {
  readonly title: string;
  readonly kind: 'pictures' | 'drawings' | 'table';
  /** Empty where a number is predicted, in `unit`. */
  readonly classes: readonly string[];
  readonly unit: string;
  /** Null for drawings and tables. */
  readonly pictures: TakenPictures | null;
  /** Null for pictures and drawings. */
  readonly table: TakenTable | null;
  /** Inputs are standardised with these before the network sees them. */
  readonly mean: number;
  readonly deviation: number;
  /** Little-endian float32 numbers, as base64. */
  readonly parameters: string;
  readonly words: TakeHomeWords;
}

export interface TakenPictures {
  /** Pixels along a side of what a picture is made. */
  readonly side: number;
  /** Weights of the frozen network that makes the inputs of pictures, as base64; null where pixels are the inputs. */
  readonly frozen: string | null;
}

/** How the room measured the rows of its table. */
export interface TakenTable {
  readonly data: TableData;
  readonly spreads: TableSpreads | null;
  /** Of each column of categories, in their order. */
  readonly categories: readonly (readonly string[])[];
}

export interface TakeHomeWords {
  readonly lang: string;
  readonly lead: string;
  readonly pad: string;
  readonly file: string;
  readonly clear: string;
  readonly nothing: string;
  readonly is: string;
  readonly noPicture: string;
  readonly starting: string;
  readonly looking: string;
  readonly cameraLabel: string;
  readonly cameraOn: string;
  readonly cameraOff: string;
  readonly camera: Readonly<Record<'starting' | 'refused' | 'none', string>>;
  /** Whose the frozen network is. */
  readonly credit: string;
  readonly licences: string;
}

/** What some tasks need besides their network. */
interface TakenAlong {
  readonly table?: TakenTable | null;
  readonly frozen?: FrozenNetwork | null;
}

/** Whether a page of it can be taken. */
export const canBeTaken = ({ data, task }: SharedTask): boolean =>
  task.layers !== undefined && (!needsFrozen(data) || data.features === EXTRACTOR);

/** Whether pictures come to its network by way of the frozen one. */
export const needsFrozen = (
  data: SharedData,
): data is Extract<SharedData, { kind: 'pictures' }> & { features: string } =>
  data.kind === 'pictures' && data.features !== null;

/** Null for tasks whose network needs more than is here. */
export function takenHome(
  shared: SharedTask,
  parameters: Float32Array<ArrayBuffer>,
  words: TakeHomeWords,
  { table = null, frozen = null }: TakenAlong = {},
): TakenHome | null {
  const { title, data, task } = shared;
  const { classes = [], units = [], layers, normalisation } = task;
  if (layers === undefined || !canBeTaken(shared)) return null;
  if ((data.kind === 'table') !== (table !== null) || needsFrozen(data) !== (frozen !== null)) return null;
  const { mean, deviation } = normalisation ?? { mean: 0, deviation: 1 };
  if (typeof mean !== 'number' || typeof deviation !== 'number') return null;
  const bytes = new Uint8Array(parameters.buffer, parameters.byteOffset, parameters.byteLength);
  return {
    ...{ title, kind: data.kind, classes, input: task.input, layers, mean, deviation, words, table },
    unit: units[0] ?? '',
    pictures:
      data.kind === 'pictures' ? { side: data.side, frozen: frozen && toBase64(frozen.weights) } : null,
    parameters: toBase64(bytes),
  };
}

/**
 * The whole page.
 * @param code what runs in it: `page-code.ts`, built as a script @param licences of the frozen network, where that is in it
 */
export function takeHomePage(taken: TakenHome, code: string, licences: string | null = null): string {
  const { title, words, kind } = taken;
  const tools = {
    drawings: `<button type="button" id="clear">${escaped(words.clear)}</button>`,
    pictures: pictureTools(words),
    table: '<div id="row"></div>',
  }[kind];
  const canvas = `<canvas id="canvas" class="${kind}" role="img" aria-label="${escaped(words.pad)}"></canvas>`;
  return `<!doctype html>
<html lang="${escaped(words.lang)}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
<main>
<h1>${escaped(title)}</h1>
<p>${escaped(words.lead)}</p>
${kind === 'table' ? '' : canvas}
${tools}
<output id="guess"></output>
<div id="classes"></div>
${licences === null ? '' : footer(words, licences)}
</main>
<script type="application/json" id="network">${asJson(taken)}</script>
<script>${asScript(code)}</script>
</html>
`;
}

function pictureTools(words: TakeHomeWords): string {
  return `<video id="video" autoplay muted playsinline hidden aria-label="${escaped(words.cameraLabel)}"></video>
<button type="button" id="camera-on" hidden>${escaped(words.cameraOn)}</button>
<button type="button" id="camera-off" hidden>${escaped(words.cameraOff)}</button>
<p id="camera-state" role="status"></p>
<label class="file">${escaped(words.file)} <input type="file" id="file" accept="image/jpeg,image/png,image/webp" disabled></label>`;
}

function footer(words: TakeHomeWords, licences: string): string {
  return `<footer>
<p>${escaped(words.credit)}</p>
<details>
<summary>${escaped(words.licences)}</summary>
<pre>${escaped(licences)}</pre>
</details>
</footer>`;
}

const STYLE = `:root{color-scheme:light dark}
body{margin:0;font:1rem/1.5 system-ui,sans-serif}
main{display:grid;grid-template-columns:minmax(0,1fr);gap:1rem;max-width:32rem;margin:auto;padding:1rem}
h1{margin:0;font-size:1.5rem;overflow-wrap:anywhere}
p{margin:0}
canvas,video{box-sizing:border-box;width:min(100%,17.5rem);aspect-ratio:1;border:2px solid #7b8794;border-radius:.5rem}
video{object-fit:cover;transform:scaleX(-1)}
[hidden]{display:none}
#camera-state:empty{display:none}
button{justify-self:start}
canvas.drawings{background:#fff;cursor:crosshair;touch-action:none}
button,input{min-height:2.75rem;font:inherit}
.file{display:grid;grid-template-columns:minmax(0,1fr)}
#row{display:grid;gap:.5rem}
#row label{display:grid;overflow-wrap:anywhere}
select{min-height:2.75rem;font:inherit}
#guess{min-height:1.5em;font-size:1.25rem;font-weight:600}
#classes{display:grid;gap:.5rem}
#classes label{display:grid;overflow-wrap:anywhere}
progress{width:100%}
footer{font-size:.875rem}
summary{min-height:2.75rem;align-content:center}
pre{white-space:pre-wrap;overflow-wrap:anywhere}`;

function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return text.replace(/[&<>"]/g, (letter) => entities[letter]);
}

/** JSON that no tag can be in. */
function asJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

/** A script that does not end the element it is in: in what is built there is `</` in texts alone. */
function asScript(code: string): string {
  return code.replaceAll('</', '<\\/').replaceAll('<!--', '<\\!--');
}
