/** Pictures that a test makes itself: of three kinds, in any colours, and as PNG files. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { createRandom, type Random } from '@hearsay/shared/util/random/random.ts';

export type Kind = 'disc' | 'stripes' | 'squares';
/** Whether a place has ink, in units of the radius from the middle. */
const INK: Readonly<Record<Kind, (x: number, y: number) => boolean>> = {
  disc: (x, y) => x * x + y * y < 1,
  stripes: (_, y) => Math.abs(y) < 1.5 && Math.floor(4 * y) % 2 === 0,
  squares: (x, y) =>
    Math.max(Math.abs(x), Math.abs(y)) < 1 && (Math.floor(3 * x) + Math.floor(3 * y)) % 2 === 0,
};

export interface Picture {
  readonly kind: Kind;
  /** side x side x 3: red, green and blue of each pixel. */
  readonly pixels: Uint8Array<ArrayBuffer>;
}

/** Light ink on dark ground somewhere in the picture, with noise all over. */
function pictureOf(kind: Kind, side: number, random: Random): Picture {
  const between = (least: number, most: number): number => least + (most - least) * random.uniform();
  const colour = (least: number, most: number): number[] => [0, 0, 0].map(() => between(least, most));
  const radius = between(0.2, 0.3) * side;
  const [left, top] = [between(0.4, 0.6) * side, between(0.4, 0.6) * side];
  const [ink, ground] = [colour(150, 250), colour(20, 100)];
  const pixels = Uint8Array.from({ length: side * side * 3 }, (_, at) => {
    const place = Math.floor(at / 3);
    const [x, y] = [place % side, Math.floor(place / side)];
    const light = INK[kind]((x - left) / radius, (y - top) / radius) ? ink : ground;
    return Math.max(0, Math.min(255, light[at % 3] + between(-15, 15)));
  });
  return { kind, pixels };
}

/** @returns as many pictures of one kind, of `side` x `side` pixels */
export function picturesOf(kind: Kind, count: number, side: number, seed: number): Picture[] {
  const random = createRandom(seed, kind);
  return Array.from({ length: count }, () => pictureOf(kind, side, random));
}

/** The bytes of a PNG file with these pixels. */
export function pngOf({ pixels }: Pick<Picture, 'pixels'>): Uint8Array<ArrayBuffer> {
  const side = Math.sqrt(pixels.length / 3);
  const rows = Buffer.alloc(side * (3 * side + 1));
  for (let y = 0; y < side; y++)
    rows.set(pixels.subarray(3 * side * y, 3 * side * (y + 1)), (3 * side + 1) * y + 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  // 8 bits each of red, green and blue.
  header.set([8, 2], 8);
  return Uint8Array.from(
    Buffer.concat([
      Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
      chunk('IHDR', header),
      chunk('IDAT', deflateSync(rows)),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  );
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, check]);
}

/** Writes a file for each. @returns their paths, which begin with the name */
export function writePictures(
  directory: string,
  name: string,
  pictures: readonly Picture[],
): Promise<string[]> {
  return Promise.all(
    pictures.map(async (picture, place) => {
      const path = join(directory, `${name}-${place}.png`);
      await writeFile(path, pngOf(picture));
      return path;
    }),
  );
}
