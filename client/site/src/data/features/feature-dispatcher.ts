/** The Worker's side of features, apart from the Worker: the network is loaded with the first pictures that features
 * are asked for of, and once. */
import { messageOf } from '@hearsay/shared/util/message-of.ts';
import { DataError, type DataProblem } from '../data-problem.ts';
import { variantsOf } from '../rows/augment.ts';
import type { FromFeatures, ToFeatures } from './bridge.ts';
import type { Extractor } from './extractor.ts';

export interface FeatureDispatcherParts {
  /** @param address of the weights */
  load(address: string): Promise<Pick<Extractor, 'featuresOf'>>;
  post(message: FromFeatures, transfer?: Transferable[]): void;
}

/** @returns deals with a message; answers come in the order of what was asked */
export function createFeatureDispatcher({
  load,
  post,
}: FeatureDispatcherParts): (message: ToFeatures) => Promise<void> {
  let loading: ReturnType<typeof load> | null = null;
  return async ({ id, kind, address, pixels, side, seeds }) => {
    try {
      const variants = variantsOf(pixels, side, seeds);
      if (kind === 'pixels') {
        post({ id, pixels: variants }, [variants.buffer]);
        return;
      }
      loading ??= load(address);
      const extractor = await loading.catch((error) => {
        // Another attempt may go better.
        loading = null;
        throw error;
      });
      const features = extractor.featuresOf(variants, side);
      post({ id, features }, [features.buffer]);
    } catch (error) {
      post({ id, problem: problemOf(error) });
    }
  };
}

function problemOf(error: unknown): DataProblem {
  return error instanceof DataError ? error.problem : { code: 'extractor-failed', what: messageOf(error) };
}
