/** What people read of methods: apart from what a run needs to know of them, which every tab loads. */
import type { MethodName } from './methods.ts';

export interface MethodTexts {
  /** One line. */
  readonly summary: string;
  /** Authors, year, where to read it; for a baseline the paper that named it. */
  readonly source: string;
  /** Of each of its own options: what it is, its unit, and where its initial value comes from. */
  readonly options: Readonly<Record<string, string>>;
}

export const METHOD_TEXTS: { readonly [Name in MethodName]: MethodTexts } = {
  'ad-psgd': {
    summary: 'a pairwise average with a random peer after every update',
    source: 'Lian et al. 2017, arXiv 1710.06952',
    options: {},
  },
  adagossip: {
    summary: 'CHOCO-SGD with a consensus step that adapts in each coordinate',
    source: 'Aketi, Hashemi, Roy 2024, arXiv 2404.05919',
    options: {
      degree: 'neighbours of each peer on a random graph',
      keep: 'share of the numbers that travels each round',
      random: '1: they are drawn, 0: the largest travel',
      gamma: 'consensus step, in the parameters’ own units',
      beta: 'share of the smoothed squares kept each round',
    },
  },
  'async-sgd': {
    summary: 'workers send gradients to an elected hub, which applies each as it comes',
    source: 'Yu, Chen & Poor 2024, arXiv 2406.11159',
    options: { patience: 'seconds a worker waits for the hub before it goes on (not in the paper)' },
  },
  centralised: {
    summary: 'one peer learns from everybody’s data, with everybody’s updates',
    source: 'baseline',
    options: {},
  },
  'choco-sgd': {
    summary: 'rounds by the clock: compressed differences to the neighbours on a fixed graph',
    source: 'Koloskova et al. 2019, arXiv 1902.00340',
    options: {
      degree: 'neighbours of each peer on a random graph',
      keep: 'share of the numbers that travels each round',
      random: '1: they are drawn, 0: the largest travel',
      gamma: 'consensus step: the less travels, the smaller it must be',
    },
  },
  'clipped-gossip': {
    summary: 'D-PSGD in which no neighbour counts as further away than tau',
    source: 'He, Karimireddy, Jaggi 2022, arXiv 2202.01545',
    options: {
      degree: 'neighbours of each peer on a random graph',
      tau: 'radius: about how far honest neighbours are apart',
    },
  },
  coupled: {
    summary: 'rounds on a graph with steps that decrease as 1/k; for what is learned and optimised together',
    source: 'Yang & Lei 2024, arXiv 2404.13669',
    options: {
      graph: 'whom a peer averages with: 0 all, 1 two on a ring, 2 some on a random graph',
      degree: 'neighbours of each peer where the graph is random',
      offset: 'K: in round k the step size is K / (k + K) of the first; the paper asks for a large one',
    },
  },
  'd-psgd': {
    summary: 'rounds by the clock: the weighted mean of the neighbours on a fixed graph',
    source: 'Lian et al. 2017, arXiv 1705.09056',
    options: { degree: 'neighbours of each peer on a random graph' },
  },
  draco: {
    summary: 'deltas broadcast by independent clocks, few taken a window, and a unification now and then',
    source: 'Jeong & Kountouris 2024, arXiv 2406.13533',
    options: {
      psi: 'Psi, messages taken in a window; 0: all',
      windowSeconds: 'length of a window, seconds',
      unificationSeconds: 'P, seconds from one unification to the next; 0: never',
      delayLimit: 'a message is dropped that misses more of its sender’s updates, as far as is known',
      star: '0 all are neighbours, 1 a star around the first',
    },
  },
  fedavg: {
    summary: 'rounds: an elected hub’s model, and the mean progress of those who are reached',
    source: 'McMahan et al. 2017, arXiv 1602.05629',
    options: {},
  },
  fedpbc: {
    summary: 'rounds: an elected hub averages whoever reaches it, and nobody else’s model changes',
    source: 'Xiang et al. 2024, arXiv 2404.10091',
    options: {},
  },
  gosgd: {
    summary: 'a weighted push to a random peer after some updates',
    source: 'Blot et al. 2016, arXiv 1611.09726',
    options: { probability: 'p, the probability that a push follows an update' },
  },
  'local-only': {
    summary: 'every peer learns alone, without gossip',
    source: 'baseline',
    options: {},
  },
  'mitra-ulukus': {
    summary: 'two independent clocks a peer; gossip at ln n with uniformly random peers',
    source: 'Mitra & Ulukus 2024, arXiv 2404.19749',
    options: {},
  },
  'push-sum': {
    summary:
      'stochastic gradient push: shares of model and weight to out-neighbours in turn, with no mass lost',
    source: 'Assran et al. 2019, arXiv 1811.10792',
    options: {},
  },
  ravnest: {
    summary: 'clusters that are pipelines without bubbles; a ring all-reduce among them for each stage',
    source: 'Menon et al. 2024, arXiv 2401.01728',
    options: {
      stages: 'stages of a cluster’s pipeline (S)',
      delay: 'updates that a gradient takes besides the 2 (S - 1 - s) of stage s',
      every: 'updates from one averaging to the next; the paper leaves it open',
    },
  },
  savic: {
    summary: 'local SGD with a scaling of each coordinate that is averaged with the model',
    source: 'Chezhegov et al. 2024, arXiv 2406.00846',
    options: {
      graph: 'whom a peer averages with: 0 all, 1 two on a ring, 2 some on a random graph',
      degree: 'neighbours of each peer where the graph is random',
      shared: '1 the scaling travels, 0 each peer has its own',
      rule: 'what scales: 0 squared gradients (RMSProp, Adam), 1 curvature (OASIS), with two more gradients a round',
      memory: 'beta, what is kept of the scaling from round to round: Adam’s, the paper leaves it open',
      floor:
        'alpha, the least that a step is divided by: smaller helps flat directions, and lets new ones blow up',
    },
  },
  'synchronous-all-to-all': {
    summary: 'blocking rounds: everyone waits for everyone’s model',
    source: 'baseline: federated averaging without a server, McMahan et al. 2017, arXiv 1602.05629',
    options: {},
  },
  'trimmed-mean': {
    summary: 'D-PSGD without the largest and smallest values of each coordinate',
    source: 'Yin et al. 2018, arXiv 1803.01498',
    options: {
      degree: 'neighbours of each peer on a random graph',
      trim: 'values left out at each end: hostile neighbours',
    },
  },
  'variance-corrected': {
    summary: 'd-psgd, with each weight tensor brought back to the variance it had before averaging',
    source: 'Tian et al. 2024, arXiv 2404.04616',
    options: { degree: 'neighbours of each peer on a random graph' },
  },
};
