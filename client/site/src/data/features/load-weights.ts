/** Fetches the weights of the frozen network, and takes no others than those that the page was built with. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { DataError } from '../data-problem.ts';
import { EXTRACTOR_SHA256, WEIGHT_BYTES } from './network.ts';

/** @throws DataError, as a rejection: `extractor-unreachable` or `extractor-damaged` */
export async function loadWeights(
  address: string,
  request: (address: string) => Promise<Response> = fetch,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await request(address)
    .then((response) => (response.ok ? response.arrayBuffer() : null))
    .catch(() => null);
  if (bytes === null) throw new DataError({ code: 'extractor-unreachable' });
  const weights = new Uint8Array(bytes);
  if (weights.length !== WEIGHT_BYTES || bytesToHex(sha256(weights)) !== EXTRACTOR_SHA256)
    throw new DataError({ code: 'extractor-damaged' });
  return weights;
}
