/** Tian et al. 2024, arXiv 2404.04616. */
import type { Paper } from '../paper.ts';
import { plateau } from './plateau.ts';

export const vanishingVariance: Paper = {
  name: 'vanishing-variance',
  title:
    'Tian et al. 2024, Vanishing Variance Problem in Fully Decentralized Neural-Network Systems (arXiv 2404.04616)',
  about:
    'The average of n networks that began apart has weights that vary by a factor of sqrt(n) less: in a deep network no ' +
    'signal passes any more. To stretch each weight tensor after averaging mends it; so does to begin alike, which is ' +
    'why the peers of a room share the seed of their first parameters.',
  open: [
    {
      question: 'The mean of the contributors’ variances.',
      decision:
        'By the weights of the average itself: so the factor is never less than 1, and 1 where all contributions are alike.',
    },
    {
      question: 'Which averaging is corrected, and what with.',
      decision:
        'D-PSGD’s, in rounds on a random graph, after every one: plain averaging is the method d-psgd, the corrected one ' +
        'variance-corrected, and nothing else differs. Weight tensors are those of more than one dimension.',
    },
    {
      question: 'When a network has not learned.',
      decision:
        'Where it gets less than twice as much right as guessing does, at a round set beforehand by which the peers that ' +
        'correct are to be past 85 %; both on average, and before what the last round brought is mixed.',
    },
  ],
  studies: (form) => [plateau(form)],
};
