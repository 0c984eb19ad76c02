import { type Compressor, keptOf } from './compressor.ts';

/**
 * Keeps that share of the numbers, exactly so many, each as likely. delta is the share (Stich, Cordonnier, Jaggi 2018,
 * arXiv 1809.07599). By selection sampling: Knuth, The Art of Computer Programming 2, 3.4.2, algorithm S.
 * @param share above 0, at most 1
 */
export const randomK = (share: number): Compressor => ({
  name: 'random-k',
  compress(vector, random) {
    let wanted = keptOf(share, vector.length);
    for (let i = 0; i < vector.length; i++) {
      if (random.uniform() * (vector.length - i) < wanted) wanted -= 1;
      else vector[i] = 0;
    }
  },
});
