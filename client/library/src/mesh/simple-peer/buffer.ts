/** In place of Node's `Buffer`: what came in is bytes, as it is. See `stream.ts`. */
export const Buffer = {
  from: (bytes: ArrayBuffer): Uint8Array => new Uint8Array(bytes),
};
