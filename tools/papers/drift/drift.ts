/** Corrections of drift: what they are made of is in `gossip/drift-correction`, with the papers they come from. */
import { type Paper, simulationStudy } from '../paper.ts';
import { ablation, type Room } from './ablation.ts';

const TWO_LABELS: Room = { partition: { kind: 'labels', labels: 2 }, latency: 0 };
const ROOMS: readonly Room[] = [
  TWO_LABELS,
  { ...TWO_LABELS, latency: 0.03 },
  { partition: { kind: 'dirichlet', alpha: 0.1 }, latency: 0 },
  { ...TWO_LABELS, apart: true },
];

export const drift: Paper = {
  name: 'drift',
  title:
    'Drift under label skew: quasi-global momentum (arXiv 2102.04761), control variates (arXiv 1910.06378), calibrated ' +
    'logits (arXiv 2209.00189)',
  about:
    'Peers that hold few labels each learn apart between exchanges. What each of four corrections does to the worst of eight ' +
    'peers, alone and when it is left out; none of them has a byte more travel.',
  open: [
    {
      question: 'How a peer knows the room’s direction without being told.',
      decision:
        'By how far its own model came from one update to the next, mixing included, as in quasi-global momentum. What mixing ' +
        'alone did goes to the control variate, as in ProxSkip (arXiv 2202.09357), with a leak of 0.01 an update. It is left out while nothing is mixed.',
    },
    {
      question: 'What share an absent label has.',
      decision:
        'A tenth of 0.5 for two of ten labels, less for one, and from three on as if all labels were alike: found by a search.',
    },
  ],
  studies: (form) =>
    (form === 'quick' ? [TWO_LABELS] : ROOMS).map((room) => simulationStudy(ablation(room, form))),
};
