/** All that a page sends, whatever way, and whether any of it is an example: of what its Workers are given, and of what it read. */
import { statusOf } from '@hearsay/tools/browsers/tabs.ts';
import type { Page } from 'puppeteer-core';
import { expect } from 'vitest';

/** What pages keep for the tests. */
interface Recorder {
  readonly sent: Uint8Array[];
  /** Short parts of examples that Workers were given, of bytes and of 32-bit floats, as base64. */
  readonly given: Readonly<Record<'bytes' | 'floats', Set<string>>>;
}
declare global {
  interface Window {
    recorder: Recorder;
  }
}

/** So many bytes in a row are no chance, where so many of them differ. */
const RUN_BYTES = 16;
const DIFFERENT = 6;

/** To be done before a page is loaded. */
export async function recordSent(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(record, RUN_BYTES, DIFFERENT);
}

/** Runs in the page. */
function record(runBytes: number, different: number): void {
  const recorder: Recorder = { sent: [], given: { bytes: new Set(), floats: new Set() } };
  window.recorder = recorder;

  const keep = (data: unknown): void => {
    if (typeof data === 'string') recorder.sent.push(new TextEncoder().encode(data));
    else if (data instanceof ArrayBuffer) recorder.sent.push(new Uint8Array(data.slice(0)));
    else if (ArrayBuffer.isView(data))
      recorder.sent.push(new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice());
    else if (data !== null && data !== undefined) throw new TypeError(`Not recorded: ${String(data)}`);
  };
  const before = (owner: object, name: string, look: (...args: unknown[]) => void): void => {
    const original: (...args: unknown[]) => unknown = Reflect.get(owner, name);
    Reflect.set(owner, name, function (this: unknown, ...args: unknown[]) {
      look(...args);
      return original.apply(this, args);
    });
  };
  for (const { prototype } of [RTCDataChannel, WebSocket, XMLHttpRequest]) before(prototype, 'send', keep);
  before(Navigator.prototype, 'sendBeacon', (_address, data) => keep(data));
  before(window, 'fetch', (_address, options) => keep(Object(options).body));

  const textOf = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
  const take = (part: ArrayBufferView): void => {
    const bytes = new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
    const isFloats = part instanceof Float32Array;
    for (let from = 0; from + runBytes <= bytes.length; from += isFloats ? 48 : 768) {
      const run = bytes.subarray(from, from + runBytes);
      if (new Set(run).size >= different) recorder.given[isFloats ? 'floats' : 'bytes'].add(textOf(run));
    }
  };
  const look = (message: unknown, name = ''): void => {
    if (ArrayBuffer.isView(message)) {
      if (name === 'inputs' || name === 'pixels') take(message);
    } else if (typeof message === 'object' && message !== null && !(message instanceof ArrayBuffer))
      for (const [key, value] of Object.entries(message)) look(value, key);
  };
  before(Worker.prototype, 'postMessage', (message) => look(message));
}

/** Bytes that are to be found nowhere. */
export interface Needle {
  readonly what: string;
  readonly bytes: Uint8Array;
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Some bytes as they are, and in base64 wherever in a longer one they begin. */
export function formsOf(what: string, bytes: Uint8Array): Needle[] {
  const shifted = [0, 1, 2].map((from) => {
    const whole = from + 3 * Math.floor((bytes.length - from) / 3);
    return {
      what: `${what} in base64`,
      bytes: utf8(Buffer.from(bytes.subarray(from, whole)).toString('base64')),
    };
  });
  return [{ what, bytes }, ...shifted];
}

/** What the Workers of a page were given, in each form in which it could be sent. */
export async function givenTo(page: Page): Promise<Needle[]> {
  // As one text each: lists of many things take browsers long.
  const read = async (kind: keyof Recorder['given']): Promise<Uint8Array<ArrayBuffer>[]> => {
    const text = await page.evaluate((of) => [...window.recorder.given[of]].join('\n'), kind);
    return text === ''
      ? []
      : text.split('\n').map((base64) => Uint8Array.from(Buffer.from(base64, 'base64')));
  };
  const [bytes, floats] = [await read('bytes'), await read('floats')];
  const listed = (numbers: Iterable<number>): Uint8Array => utf8([...numbers].join(','));
  return [
    ...bytes.flatMap((run) => [
      ...formsOf('bytes', run),
      { what: 'bytes in JSON', bytes: listed(run) },
      { what: 'bytes as shares', bytes: new Uint8Array(sharesOf(run).buffer) },
    ]),
    ...floats.flatMap((run) => [
      ...formsOf('inputs', run),
      { what: 'inputs in JSON', bytes: listed(new Float32Array(run.buffer)) },
    ]),
  ];
}

export const sharesOf = (bytes: Uint8Array): Float32Array<ArrayBuffer> =>
  Float32Array.from(bytes, (byte) => byte / 255);

/** Fails where one of the pages has sent one of these, or has sent what was not looked at. */
export async function expectNoneSent(pages: readonly Page[], needles: readonly Needle[]): Promise<void> {
  for (const page of pages) {
    const { sent } = await statusOf(page);
    const { found, bytes } = await foundIn(page, needles);
    expect(found).toEqual([]);
    expect(sent.models).toBeGreaterThan(20);
    expect(bytes).toBeGreaterThanOrEqual(sent.bytes);
  }
}

/** @returns which of them the page has sent, and how many bytes that was in all */
export async function foundIn(
  page: Page,
  needles: readonly Needle[],
): Promise<{ found: string[]; bytes: number }> {
  const names = [...new Set(needles.map(({ what }) => what))];
  const places = new Map(names.map((name, place) => [name, place]));
  const lines = needles.map(
    ({ what, bytes }) => `${places.get(what)} ${Buffer.from(bytes).toString('base64')}`,
  );
  const { found, bytes } = await page.evaluate(search, lines.join('\n'));
  return { found: found.map((place) => names[place]).sort(), bytes };
}

/** Has a page send something, over a channel that is not open, which is recorded all the same: what is looked for can be found. */
export async function sendAnyway(page: Page, bytes: Uint8Array): Promise<void> {
  await page.evaluate((base64) => {
    try {
      const leak = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      new RTCPeerConnection().createDataChannel('not open').send(leak);
    } catch {
      // It was recorded before.
    }
  }, Buffer.from(bytes).toString('base64'));
}

/** Runs in the page. @param lines numbers of names, and bytes in base64 */
function search(lines: string): { found: number[]; bytes: number } {
  /** By their first four bytes, which few others begin with. */
  const byHead = new Map<number, { name: number; bytes: Uint8Array }[]>();
  const mayBe = new Uint8Array(2 ** 24);
  const short = (head: number): number => (head ^ (head >>> 8)) & 0xffffff;
  for (const line of lines.split('\n')) {
    const [name, base64] = line.split(' ');
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const head = ((bytes[0] << 24) | (bytes[1] << 16) | (bytes[2] << 8) | bytes[3]) >>> 0;
    const same = byHead.get(head) ?? [];
    same.push({ name: Number(name), bytes });
    byHead.set(head, same);
    mayBe[short(head)] = 1;
  }
  const found = new Set<number>();
  let count = 0;
  for (const sent of window.recorder.sent) {
    count += sent.length;
    let head = 0;
    for (let at = 0; at < sent.length; at++) {
      head = ((head << 8) | sent[at]) >>> 0;
      if (mayBe[short(head)] === 0) continue;
      for (const { name, bytes } of byHead.get(head) ?? [])
        if (bytes.every((byte, i) => sent[at - 3 + i] === byte)) found.add(name);
    }
  }
  return { found: [...found], bytes: count };
}
