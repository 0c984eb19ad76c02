/** Aketi, Hashemi & Roy 2024, arXiv 2404.05919, against CHOCO-SGD, arXiv 1902.00340. */
import { type Paper, simulationStudy } from '../paper.ts';
import { accuracy } from './accuracy.ts';
import { consensus } from './consensus.ts';
import { links } from './links.ts';

export const adaGossip: Paper = {
  name: 'adagossip',
  title: 'Aketi, Hashemi & Roy 2024, AdaGossip: Adaptive Consensus Step-size (arXiv 2404.05919)',
  about:
    'Peers send their neighbours only the largest tenth of what has changed. CHOCO-SGD then takes one consensus step for ' +
    'all coordinates, which must be small where little travels; AdaGossip adapts it in each, and learns at least as much.',
  open: [
    {
      question: 'What happens when a message is lost, or a neighbour is new.',
      decision:
        'The paper has neither. Increments are numbered; who misses one asks for the whole, and gives that neighbour ' +
        'weight 0 until it has come.',
    },
    {
      question: 'Whose accuracy.',
      decision: 'That of the peers’ own models on average, which also shows how far they are apart.',
    },
    {
      question: 'In what arithmetic CHOCO-SGD conserves the mean to 1e-14.',
      decision:
        'In 64 bits: the moves of all peers cancel to that. Models are 32-bit floats, and each move is rounded as it is ' +
        'added: the mean of the models drifts by no more than that rounding.',
    },
    {
      question: 'Tasks and networks of the paper: ResNet and LeNet on CIFAR-10 and others.',
      decision:
        'Ten classes, two a peer, on a ring of 16 peers: a network with one hidden layer on synthetic classes, and in the ' +
        'full form also with momentum, and softmax regression on MNIST.',
    },
    {
      question: 'At which consensus step the two are compared.',
      decision:
        'For each seed, each at the one of a grid that is best on the other seeds. Both have the same data and the same ' +
        'graph; what is averaged is their difference.',
    },
    {
      question: 'How long a run is before the steps are compared.',
      decision:
        '100 rounds (quick), 300 or 600 (full). The order of the two depends on it, since a short run hides that a step ' +
        'diverges: a network on MNIST has CHOCO-SGD ahead by 0.016 after 300 rounds at gamma = 0.5, where it has diverged ' +
        'by round 800, and both alike there at the steps that do not diverge.',
    },
  ],
  studies: (form) => [
    simulationStudy(accuracy(form, 'blobs')),
    ...(form === 'full' ? [accuracy(form, 'momentum'), accuracy(form, 'mnist')].map(simulationStudy) : []),
    consensus(form),
    simulationStudy(links(form)),
  ],
};
