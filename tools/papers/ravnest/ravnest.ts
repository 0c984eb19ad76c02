/** Menon, Menon & Ahirwar 2024, arXiv 2401.01728. */
import type { Paper } from '../paper.ts';
import { bytes } from './bytes.ts';
import { grouping } from './grouping.ts';
import { lostMember } from './lost-member.ts';
import { noiseFloor } from './noise-floor.ts';
import { stability } from './stability.ts';

export const ravnest: Paper = {
  name: 'ravnest',
  title:
    'Menon et al. 2024, Ravnest: Decentralized Asynchronous Training on Heterogeneous Devices (arXiv 2401.01728)',
  about:
    'Clusters of peers hold one model each as a pipeline that never waits, and average their shards around rings. ' +
    'The averaging costs little, late gradients bound the step, and more clusters mean less noise.',
  open: [
    {
      question: 'How late a stage’s gradients are.',
      decision:
        'Each stage takes a batch forward and one back in every step, and the last one turns at once: 2 (S - 1 - s) updates for ' +
        'stage s of S, counted from 0. An option adds more.',
    },
    {
      question: 'When the clusters average, and what happens to updates meanwhile.',
      decision:
        'Every so many updates of the first cluster (an option). Updates go on: the mean is taken as a difference to what ' +
        'was contributed. Between two averagings the clusters’ own models drift apart, and their floor is above 1/C.',
    },
    {
      question: 'A member that is lost during an averaging.',
      decision:
        'The round is given up when it does not come around in time, and the next begins with those present. Until the ' +
        'others notice that one has gone, updates go on and averaging does not.',
    },
    {
      question: 'What the genetic search for clusters minimises.',
      decision:
        'The time of an update of all clusters together, each at the pace of its slowest stage. The published program ' +
        'balances memory over bandwidth between clusters instead.',
    },
    {
      question: 'What a simulated peer is.',
      decision:
        'A whole cluster, with the delays and rings of its stages inside; a member’s bytes are those of its stage’s ring.',
    },
  ],
  studies: (form) => [bytes(form), stability(form), noiseFloor(form), grouping(form), lostMember(form)],
};
