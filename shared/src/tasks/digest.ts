/** What a task is known by: two tasks that differ in anything have different digests, and their peers never mix. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { TaskDescription } from './task.ts';

/** SHA-256 of all that a task's description says, in hexadecimal: of its canonical JSON, in which keys are sorted. */
export function taskDigest(task: TaskDescription): string {
  const { name, title, input, layers, network, loss, classes, units, normalisation, range, batchSize } = task;
  const whole = {
    name,
    title,
    input,
    layers,
    network,
    loss,
    classes,
    units,
    normalisation,
    range,
    batchSize,
  };
  return digestOf(canonicalJson(whole));
}

/** SHA-256 of a text in UTF-8, in hexadecimal. */
export function digestOf(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** JSON with the keys of every object sorted (RFC 8785, for what occurs here), so that one value is one text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
