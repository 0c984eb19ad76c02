import { type Compressor, keptOf } from './compressor.ts';

/**
 * Keeps that share of the numbers, exactly so many, each as likely. delta is the share (Stich, Cordonnier, Jaggi 2018,
 * arXiv 1809.07599). By selection sampling: Knuth, The Art of Computer Programming 2, 3.4.2, algorithm S.
 * @param share above 0, at most 1
 */
export const randomK = (share: number): Compressor => ({
  name: 'random-k',
  choose({ length }, random, into) {
    const wanted = keptOf(share, length);
    let count = 0;
    for (let i = 0; i < length; i++) {
      if (random.uniform() * (length - i) < wanted - count) into[count++] = i;
    }
    return count;
  },
});
