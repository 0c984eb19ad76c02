/** The papers that can be reproduced. */
import { adaGossip } from './adagossip/adagossip.ts';
import { asyncSgd } from './async-sgd/async-sgd.ts';
import { compare } from './compare/compare.ts';
import { coupled } from './coupled/coupled.ts';
import { draco } from './draco/draco.ts';
import { drift } from './drift/drift.ts';
import { fedPbc } from './fedpbc/fedpbc.ts';
import { leaks } from './leaks/leaks.ts';
import { mitraUlukus } from './mitra-ulukus/mitra-ulukus.ts';
import type { Paper } from './paper.ts';
import { ravnest } from './ravnest/ravnest.ts';
import { robust } from './robust/robust.ts';
import { savic } from './savic/savic.ts';
import { vanishingVariance } from './vanishing-variance/vanishing-variance.ts';

export const PAPERS: readonly Paper[] = [
  mitraUlukus,
  savic,
  coupled,
  vanishingVariance,
  adaGossip,
  robust,
  leaks,
  ravnest,
  asyncSgd,
  fedPbc,
  draco,
  drift,
  // All of them together.
  compare,
];
