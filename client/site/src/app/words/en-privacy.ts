/** What the page says of differential privacy, in English. */
import { createFormat } from './format.ts';

const { count, significant } = createFormat('en');

export const privacy = {
  title: 'Privacy',
  planning: 'How much noise the budget asks for is being worked out.',
  spent: (epsilon: number, target: number, delta: number): string =>
    `Epsilon: ${significant(epsilon, 3)} of ${significant(target, 3)} spent, at a delta of ${significant(delta, 2)}.`,
  promise:
    'Protected is every single example of this device, from all who receive its models: from what they see they can hardly tell whether it was there, and the less so, the lower epsilon is.',
  limits:
    'Not protected: that this device takes part, when, and with about how many examples; and what holds for its examples as a whole, which is what is to be learned. Who takes the same examples to another room spends anew.',
  tables: 'Sums over the columns of tables are told to the room as they are, without noise.',
  ended:
    'The budget is used up: this device learns from its own examples no more. It goes on taking over what others learn, which costs it nothing.',
  notKept:
    'What is spent cannot be kept in this browser: after a reload the count begins anew, and what was spent before does not count. Better not come back to this room with the same examples.',
  how: (clip: number, noise: number, sampling: number, steps: number, planned: number): string =>
    `Each example counts for a length of at most ${significant(clip, 3)} in a step, enters it by a chance of ${significant(sampling, 3)}, and is hidden by noise of ${significant(noise, 3)} times that length. ${count(steps)} of ${count(planned)} steps are made.`,
};
