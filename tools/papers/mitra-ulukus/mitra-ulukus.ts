/** Mitra & Ulukus 2024, arXiv 2404.19749. */
import { type Paper, simulationStudy } from '../paper.ts';
import { ablation } from './ablation.ts';
import { churn } from './churn.ts';
import { errors } from './errors.ts';
import { latency } from './latency.ts';
import { nonConvex } from './non-convex.ts';
import { staleness } from './staleness.ts';
import { stalenessInTabs } from './tabs.ts';

export const mitraUlukus: Paper = {
  name: 'mitra-ulukus',
  title: 'Mitra & Ulukus 2024, Scale-Robust Timely Asynchronous Decentralized Learning (arXiv 2404.19749)',
  about:
    'Each peer updates by one clock and gossips by another. If the gossip rate grows as ln n, staleness stays bounded ' +
    'however many peers join; a scheme that serves whoever updated last needs a rate that grows as n. Messages take no time in ' +
    'the paper; how it is where they do, is worked out and shown here, too.',
  open: [
    {
      question: 'Whether an exchange is one-way or pairwise.',
      decision:
        'Both are here. The laws are shown for the one-way push; a swap informs both sides and halves them. Tabs swap.',
    },
    {
      question: 'Adaptive steps, momentum and a delay, which a popular summary of the paper names.',
      decision:
        'The paper has none of them. They are options of any method; the ablation says what each does.',
    },
  ],
  studies: (form) =>
    [staleness(form), latency(form), errors(form), churn(form), nonConvex(form), ablation(form)].map(
      simulationStudy,
    ),
  inTabs: stalenessInTabs,
};
