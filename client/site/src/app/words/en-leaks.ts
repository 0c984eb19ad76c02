/** What the page that shows what weights give away says, in English. */
import { createFormat } from './format.ts';

const { decimal, count, list } = createFormat('en');

export const leaks = {
  documentTitle: 'What do weights give away? · Hearsay',
  heading: 'What do weights give away?',
  lead: 'In a room no digit leaves its device: only weights do, the numbers of its network. A device sends them, learns one step from its digits, and sends them again. Here you see what a neighbour makes out by subtracting one from the other.',
  lesson: 'To the lesson',
  how: 'How it is done',
  explained: [
    'Each unit of the first layer has a weight for every pixel, and a bias. In a step the weights change by the ink of the pixels times a number, and the bias by that number alone. Whoever divides one by the other has the pixels.',
    'Of a batch of digits the changes are sums, so all of them together give a blend. But a unit that only one digit of the batch has activated gives that digit.',
    'With differential privacy, no digit may change the weights by more than a fixed length, and noise that is longer by far is added before anybody sees them. All is worked out in this page, by the code of the simulator, with real digits (MNIST).',
  ],
  what: {
    legend: 'What the device learns from in the step',
    one: 'One digit',
    batch: '32 digits',
    private: 'One digit, with privacy (epsilon 3)',
  },
  codec: {
    legend: 'How weights travel',
    float32: 'Every number exactly',
    auto: 'Packed, as in rooms',
  },
  another: 'Other digits',
  truth: {
    title: 'What it learned from',
    label: (labels: readonly number[]): string =>
      labels.length === 1 ? `A handwritten ${labels[0]}` : `${count(labels.length)} handwritten digits`,
  },
  seen: {
    title: 'What a neighbour sees',
    label: (likeness: number): string => `A picture that is like the digit by ${decimal(likeness, 2)}`,
  },
  found: {
    title: 'What single units show',
    label: (labels: readonly number[]): string =>
      labels.length === 0 ? 'No digit' : `Of the 32 digits: ${list(labels.map(String))}`,
  },
  working: 'It is being worked out.',
  failed: 'The digits could not be loaded, or not be worked with.',
  again: 'Try again',
  likeness: (likeness: number): string =>
    `Likeness to the digit (correlation): ${decimal(likeness, 2)}. 1 is the same, 0 is nothing in common.`,
  likenessOfBatch: (likeness: number): string =>
    `Likeness to the digit that it is most like (correlation): ${decimal(likeness, 2)}. 1 is the same; two digits of the same kind have 0.4 on average.`,
  finding: {
    exact: 'The neighbour has the digit, as if it had been sent.',
    blurred: 'The digit can be guessed.',
    nothing: 'There is nothing to be seen.',
    batch: (found: number): string =>
      found === 0
        ? 'The whole layer shows a blend of all digits, and no single unit shows one of them.'
        : `The whole layer shows a blend of all digits, but single units show ${found === 1 ? 'one' : count(found)} of the 32.`,
  },
};
