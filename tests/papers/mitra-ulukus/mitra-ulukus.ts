/** Mitra & Ulukus 2024, arXiv 2404.19749. */
import type { Paper } from '../paper.ts';
import { ablation } from './ablation.ts';
import { churn } from './churn.ts';
import { errors } from './errors.ts';
import { nonConvex } from './non-convex.ts';
import { staleness } from './staleness.ts';
import { stalenessInTabs } from './tabs.ts';

export const mitraUlukus: Paper = {
  name: 'mitra-ulukus',
  title: 'Mitra & Ulukus 2024, Scale-Robust Timely Asynchronous Decentralized Learning (arXiv 2404.19749)',
  studies: (form) => [staleness(form), errors(form), churn(form), nonConvex(form), ablation()],
  inTabs: stalenessInTabs,
};
