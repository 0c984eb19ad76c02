/** The method that a run's settings name, as it is among tabs. */
import type { withLiars } from '@hearsay/shared/attacks/hostile.ts';
import type { Method } from '@hearsay/shared/gossip/method.ts';
import { withOptions } from '@hearsay/shared/gossip/method-options.ts';
import { inTurnSampler } from '@hearsay/shared/gossip/peer-sampler/in-turn.ts';
import { createMethod } from '@hearsay/shared/methods/create-method.ts';
import {
  correctionsFor,
  correctionsUnder,
  isGuarded,
  neighboursFor,
} from '@hearsay/shared/methods/methods.ts';
import { codecOf } from '@hearsay/shared/settings/run-codec.ts';
import type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import type { TensorLayout } from '@hearsay/shared/tasks/task.ts';

/** @param lying what makes liars; null where this peer does not lie, whatever its settings say */
export function methodOf(
  settings: RunSettings,
  layout: readonly TensorLayout[],
  lying: typeof withLiars | null = null,
): Method {
  const { gossip, steps, rate, exchange, updateRate, seed, momentum, varianceAdaptiveStep } = settings;
  const corrections = correctionsUnder(
    settings.privacy,
    correctionsFor(settings.method, exchange, settings.driftCorrection),
  );
  const update = updateRate === 'device' ? updateRate : { rateOf: () => updateRate };
  const common = {
    gossip,
    per: 'update',
    update,
    steps,
    rate,
    exchange,
    seed,
    layout,
    codec: codecOf(settings),
  } as const;
  const method = createMethod(settings.method, common, settings.with);
  const chosen = withOptions(method, {
    momentum,
    varianceAdaptiveStep,
    drift: { corrections, rate },
    guarded: isGuarded(settings.method, settings.guard),
  });
  const said = settings.attack === null || lying === null ? chosen : lying(chosen, settings.attack);
  // The neighbours of a tab are few, and a sample of the room already.
  return neighboursFor(settings.method) === 'sample' ? { ...said, sampler: inTurnSampler() } : said;
}
