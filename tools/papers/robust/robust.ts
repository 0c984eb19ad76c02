/** He, Karimireddy & Jaggi 2022, arXiv 2202.01545, and Yin et al. 2018, arXiv 1803.01498. */
import type { Paper } from '../paper.ts';
import { attacks } from './attacks.ts';

export const robust: Paper = {
  name: 'robust',
  title: 'Mixing against garbage: ClippedGossip (arXiv 2202.01545) and the trimmed mean (arXiv 1803.01498)',
  about:
    'Two of sixteen peers send garbage. A plain average of neighbours takes it in, and nobody learns; an average that ' +
    'clips what is far away, or that leaves out the largest and smallest values, learns nearly as well as without them.',
  open: [
    {
      question: 'How the clipping radius is known.',
      decision:
        'It is an option, here a little more than honest peers are apart: the theory’s radius depends on their variance, ' +
        'which nobody can see. At five times that the rule does not withstand models turned round.',
    },
    {
      question: 'How many neighbours are hostile.',
      decision: 'At most as many as are hostile at all: so many values are left out at each end.',
    },
  ],
  studies: (form) => [attacks(form)],
};
