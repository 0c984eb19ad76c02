/** Gradient inversion (arXiv 1906.08935, 2003.14053, 2112.02918) and membership inference (arXiv 1709.01604). */
import type { Paper } from '../paper.ts';
import { inversion } from './inversion.ts';
import { membership } from './membership.ts';

export const leaks: Paper = {
  name: 'leaks',
  title: 'What weights give away: gradient inversion and membership inference',
  about:
    'Two consecutive models of a peer that learned from one example show that example, by the ratio of what changed in the ' +
    'weights and in the biases of the first layer (Phong et al. 2018, doi 10.1109/TIFS.2017.2787987; Zhu et al. 2019, arXiv ' +
    '1906.08935; Geiping et al. 2020, arXiv 2003.14053). Of a batch the whole layer shows a blend, and single units some of ' +
    'its pictures (Boenisch et al. 2021, arXiv 2112.02918). A model fits what it learned from better than what it did not, and ' +
    'so tells which that was (Yeom et al. 2018, arXiv 1709.01604), the more so the fewer examples there were. Differential ' +
    'privacy leaves nothing of the pictures, and bounds the rest.',
  open: [
    {
      question: 'What the neighbour knows.',
      decision:
        'Two models between which the peer made one step, or a link’s default of ten, and mixed with nobody; the network and ' +
        'its sizes; not the step size, the labels or the size of the batch, which the ratio does not need. For membership: the ' +
        'model that a peer came to alone, and the examples in question with their labels.',
    },
    {
      question: 'Which picture is taken for found.',
      decision:
        'One that a unit’s ratio correlates with by 0.95 or more. Who attacks has to find out which of the 128 units these ' +
        'are; here that is told, so the figures are what could be found. As many pictures that the peer does not have are tried ' +
        'as well, to see how often chance finds one.',
    },
    {
      question: 'What of stronger attacks.',
      decision:
        'Optimising pictures until their gradient fits (arXiv 1906.08935, 2003.14053) finds more of a batch than ratios ' +
        'do, and shadow models (arXiv 2112.03570) more members than the loss does. The figures without a budget are what is ' +
        'found at least: of many examples the loss tells hardly more without a budget than with one, but others may. What a ' +
        'budget allows holds for all attacks.',
    },
    {
      question: 'What the bound is about.',
      decision:
        'An example that is there or not by the toss of a coin, whatever the others are: so members are drawn here. Each seed is ' +
        'measured twice, with the coins turned round, such that easy digits do not count for members. The noise is planned for ' +
        'the expected number of examples.',
    },
  ],
  studies: (form) => [inversion(form), membership(form)],
};
