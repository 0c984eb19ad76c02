/** Xiang et al. 2024, arXiv 2404.10091. */
import type { Paper } from '../paper.ts';
import { bias } from './bias.ts';

export const fedPbc: Paper = {
  name: 'fedpbc',
  title:
    'Xiang et al. 2024, Empowering Federated Learning with Implicit Gossiping: Mitigating Connection Unreliability ' +
    'Amidst Unknown and Arbitrary Dynamics (arXiv 2404.10091)',
  about:
    'Where some are reached more often than others, federated averaging ends up nearer to what those want. If everybody ' +
    'goes on from its own model, and only who was heard takes the average, the mean of all models is not biased.',
  open: [
    {
      question: 'Who the server is.',
      decision:
        'An elected peer, the first in the common order. It learns too, and counts itself among those heard in every round.',
    },
    {
      question: 'Which links fail.',
      decision:
        'Those of a peer, in both directions, for a whole round. Bernoulli links have a probability that rises and falls, ' +
        'Markov ones are as in the round before with probability 0.8, cyclic ones are up for a part of every 10 rounds.',
    },
    {
      question: 'Of what the mean is unbiased.',
      decision:
        'Exactly so, in every round and at any step size, where all losses are equally curved: then the mean of the ' +
        'gradients is the gradient at the mean. Where curvatures differ it has a bias that shrinks with the step size.',
    },
    {
      question: 'What the hub’s bias is.',
      decision:
        'The distance of its model, averaged over the second half of the rounds, from the optimum: a single round’s ' +
        'model moves with who was heard. It goes away with the step size, as its first power in the limit, and more slowly ' +
        'where a peer is not heard for so long that it comes near its own optimum meanwhile, as with Markov links.',
    },
    {
      question: 'What FedAvg counts.',
      decision:
        'The mean over those heard of how far their local steps led from the hub’s model, which they were told the same ' +
        'round. What is learned without a link is lost.',
    },
  ],
  studies: (form) => [bias(form)],
};
