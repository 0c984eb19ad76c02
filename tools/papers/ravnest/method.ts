/** The method as the studies of the paper run it: clusters whose updates are regular, one a second. */
import type { Method } from '@hearsay/shared/gossip/method.ts';
import { createMethod } from '@hearsay/shared/methods/create-method.ts';

export interface RavnestSettings {
  /** SGD step size. */
  readonly rate: number;
  readonly stages: number;
  readonly delay?: number;
  readonly every?: number;
  /** Default this paper's. */
  readonly name?: string;
}

export function methodOf({ rate, stages, delay = 0, every = 1, name = 'ravnest' }: RavnestSettings): Method {
  return createMethod(
    name,
    {
      gossip: 1,
      per: 'update',
      update: { rateOf: () => 1, constantShare: 1 },
      steps: 1,
      rate,
      exchange: 'push',
      seed: 1,
    },
    name === 'ravnest' ? { stages, delay, every } : {},
  );
}
