/** The papers that can be reproduced. */
import { mitraUlukus } from './mitra-ulukus/mitra-ulukus.ts';
import type { Paper } from './paper.ts';

export const PAPERS: readonly Paper[] = [mitraUlukus];
