/** By which number messages say which run they are of. Apart from `model-message.ts`, so that who is told it needs no hashing. */
import { formatDriftCorrection } from '../gossip/drift-correction/drift-correction.ts';
import { formatOwnOptions, type RunSettings } from '../settings/run-settings.ts';
import { hashSeed } from '../util/random/random.ts';
import { deriveKey } from './derived-key.ts';

/** Of what is derived of a room's key. */
const RUN_KEY_BYTES = 8;

/**
 * What peers must have in common to mix: 32 bits of it. Of the room's key it has a derived part alone.
 * @param digest of the task: see `taskDigest`
 */
export function runNumber(settings: Omit<RunSettings, 'task'>, digest: string): number {
  const { room, key, method, seed, exchange } = settings;
  const parts = [room, digest, method, seed, exchange, formatOwnOptions(settings.with)];
  if (settings.resets > 0) parts.push(settings.resets);
  if (settings.driftCorrection !== 'auto') parts.push(formatDriftCorrection(settings.driftCorrection));
  return hashSeed(...parts, ...(key === '' ? [] : deriveKey(key, 'run', RUN_KEY_BYTES)));
}
