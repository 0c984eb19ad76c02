/** Differential privacy of a peer: what it learns with, and its budget. Loaded only where a run is private. */
import type { Learner } from '@hearsay/shared/gossip/learner/learner.ts';
import { PrivacyLedger } from '@hearsay/shared/privacy/ledger.ts';
import type { Budget, Releases } from '@hearsay/shared/privacy/mechanism.ts';
import { withPrivacy } from '@hearsay/shared/privacy/private-learner.ts';
import { secureRandom } from '@hearsay/shared/privacy/secure-random.ts';
import type { Random } from '@hearsay/shared/util/random/random.ts';
import { HearsayError } from '../problems.ts';
import type { PrivacyState } from '../session/status.ts';
import type { Post, ToWorker } from './bridge.ts';
import { clippedGradientsOf } from './clipped-gradients.ts';

export interface PeerPrivacyOptions {
  readonly budget: Budget;
  /** Of the task. */
  readonly batchSize: number;
  /** What was spent before, and whether it is kept. */
  readonly known: ToWorker & { type: 'budget' };
  readonly post: Post;
  /** By default nobody can foresee it. */
  readonly random?: Random;
}

export interface PeerPrivacy {
  /**
   * What to train with. The budget is one for all that are made.
   * @throws HearsayError `cannot-be-private` where the learner does not clip gradients of single examples
   */
  privately(learner: Learner): Learner;
  /** What is spent was put down, or could not be. */
  onPutDown(message: ToWorker & { type: 'budget' }): void;
  /** Null before there are examples. */
  readonly state: PrivacyState | null;
}

export { clippedGradientsOf };

export function createPeerPrivacy(options: PeerPrivacyOptions): PeerPrivacy {
  const { budget, batchSize, known, post } = options;
  const { random = secureRandom((bytes) => crypto.getRandomValues(bytes)) } = options;
  let { kept } = known;
  const putDown = (spent: readonly Releases[]): void => post({ type: 'budget', spent });
  const ledger = new PrivacyLedger({ budget, batchSize, spent: known.spent, putDown });
  return {
    privately(learner) {
      const made = withPrivacy(learner, { ledger, random });
      if (made !== null) return made;
      throw new HearsayError({ code: 'cannot-be-private', reason: 'learner', layer: null, kind: null });
    },
    onPutDown(message) {
      kept = message.kept;
      ledger.granted();
    },
    get state() {
      const { status } = ledger;
      return status === null ? null : { ...status, kept };
    },
  };
}
