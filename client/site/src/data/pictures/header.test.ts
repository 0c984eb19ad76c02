import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jpegHead, pngHead, webpHead, wholeJpeg, wholePng } from '../bytes.fake.ts';
import { isZip, readHeader } from './header.ts';
import { headerProblem } from './read-picture.ts';

const text = (letters: string): Uint8Array => Uint8Array.from(letters, (letter) => letter.charCodeAt(0));

describe('the head of a file', () => {
  it('tells the format and size of a picture', () => {
    expect(readHeader(pngHead(640, 480))).toEqual({ format: 'png', width: 640, height: 480 });
    for (const gap of [0, 14, 65_000])
      expect(readHeader(jpegHead(4000, 3000, gap))).toEqual({ format: 'jpeg', width: 4000, height: 3000 });
    for (const kind of ['VP8 ', 'VP8L', 'VP8X'] as const)
      expect(readHeader(webpHead(kind, 1000, 700))).toEqual({ format: 'webp', width: 1000, height: 700 });
  });

  it('tells what else it is', () => {
    const names = [
      'GIF89a',
      '%PDF-1.7',
      '\0\0\0\x20ftypheic',
      '\0\0\0\x20ftypisom',
      'BM....',
      'hello',
      '',
    ].map((beginning) => readHeader(text(beginning)));
    expect(names.map((header) => header.format === 'other' && header.looksLike)).toEqual([
      'GIF',
      'PDF',
      'HEIC',
      'MP4',
      'BMP',
      null,
      null,
    ]);
    expect(isZip(text('PK\x03\x04'))).toBe(true);
    expect(isZip(pngHead(9, 9))).toBe(false);
  });

  it('says so where it ends too early or contradicts itself', () => {
    for (const whole of [pngHead(9, 9), jpegHead(9, 9, 30), webpHead('VP8X', 9, 9)])
      expect(readHeader(whole.subarray(0, 18))).toEqual({ format: 'damaged' });
    expect(readHeader(pngHead(0, 9))).toEqual({ format: 'damaged' });
    const endless = jpegHead(9, 9, 30);
    endless.set([0, 0], 4);
    expect(readHeader(endless)).toEqual({ format: 'damaged' });
  });

  it('is read to an end whatever it is', () => {
    const beginnings = [pngHead(9, 9), jpegHead(9, 9, 3), webpHead('VP8L', 9, 9), new Uint8Array()];
    fc.assert(
      fc.property(
        fc.constantFrom(...beginnings),
        fc.nat(20),
        fc.uint8Array({ maxLength: 60 }),
        (head, kept, rest) => {
          const bytes = Uint8Array.from([...head.subarray(0, kept), ...rest]);
          expect(['jpeg', 'png', 'webp', 'damaged', 'other']).toContain(readHeader(bytes).format);
        },
      ),
    );
  });

  it('is not enough where the file is cut off', () => {
    const damaged = { code: 'picture-damaged', file: 'a' };
    const short = webpHead('VP8X', 99, 99);
    expect(headerProblem(short, 'a')).toBeNull();
    new DataView(short.buffer).setUint32(4, 33, true);
    expect(headerProblem(short, 'a')).toEqual(damaged);
    for (const whole of [wholePng(99, 99), wholeJpeg(99, 99)]) {
      expect(headerProblem(whole, 'a')).toBeNull();
      expect(headerProblem(whole.subarray(0, -8), 'a')).toEqual(damaged);
    }
    // The end of the small picture in a head is not that of the file.
    const thumbnail = wholeJpeg(99, 99);
    thumbnail.set([0xff, 0xd9], 8);
    expect(headerProblem(thumbnail.subarray(0, -3), 'a')).toEqual(damaged);
  });

  it('refuses pictures of a size that is of no use', () => {
    expect(headerProblem(pngHead(1, 1), 'a.png')).toMatchObject({ code: 'picture-too-small', width: 1 });
    expect(headerProblem(jpegHead(10_000, 6000, 9), 'a.jpg')).toMatchObject({ code: 'picture-too-large' });
    expect(headerProblem(wholeJpeg(8000, 6000), 'a.jpg')).toBeNull();
    expect(headerProblem(text('GIF89a'), 'a.gif')).toEqual({
      code: 'not-a-picture',
      file: 'a.gif',
      looksLike: 'GIF',
    });
  });
});
