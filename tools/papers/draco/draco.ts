/** Jeong & Kountouris 2024, arXiv 2406.13533. */
import type { Paper } from '../paper.ts';
import { messages } from './messages.ts';
import { unification } from './unification.ts';

export const draco: Paper = {
  name: 'draco',
  title:
    'Jeong & Kountouris 2024, DRACO: Decentralized Asynchronous Federated Learning over Row-Stochastic Wireless Networks ' +
    '(arXiv 2406.13533)',
  about:
    'Peers broadcast what their updates found, by clocks of their own, and add a share of what they hear. A peer that takes ' +
    'few messages learns nearly as well as one that takes all; and one model that all take over now and then keeps them together.',
  open: [
    {
      question: 'What the weights of a row are.',
      decision:
        'One over the number of peers heard in a window, the receiver included: its degree, or Psi where that is less. A peer ' +
        'gives itself its share of its own delta at once.',
    },
    {
      question: 'Which traffic is linear in Psi.',
      decision:
        'Messages taken, which is what Psi limits: a receiver that has heard enough stops listening. What is broadcast stays the same.',
    },
    {
      question: 'What a message’s delay is measured by.',
      decision:
        'Updates of its sender that it misses, as far as the receiver knows of them: peers have no clock in common.',
    },
    {
      question: 'Who unifies.',
      decision:
        'Whoever comes first in the order that all have in common. If it is not heard of, the next does it a quarter of a ' +
        'period later. It sends to everybody, whatever the graph.',
    },
    {
      question: 'Graphs on which not all are neighbours.',
      decision:
        'Deltas are not passed on, so that on a star only the centre hears of everybody, and the others learn from it by ' +
        'unification alone; without it they diverge.',
    },
  ],
  studies: (form) => [messages(form), unification(form)],
};
