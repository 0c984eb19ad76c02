/**
 * Sums over all peers of a room that nobody gathers, by push-sum with a ledger for each partner, as in LiMoSense (Eyal, Keidar, Rom
 * 2011). Each peer holds a mass: what it has itself, and for each partner what came minus what it gave. Giving moves mass from
 * one to the other, so all masses together are what all peers have themselves. A message says all that was ever
 * given to a partner, so that one that comes twice does nothing, and one that is lost is made up for by the next. Where a
 * partner is gone its ledger counts no more: the mass that went there is back, and what came from there is gone, so that all
 * masses together are what the peers have that are left.
 *
 * Unlike in LiMoSense that is not so where only the link to a partner is gone: links are swapped all the time, and what has come to
 * agree would be undone each time.
 */

interface Side {
  readonly sent: Float64Array;
  received: Float64Array | null;
}

export interface Ledger {
  readonly length: number;
  /** What is here, of all that the peers have. Made anew at each call. @param counts which partners are still there */
  mass(counts: (partner: string) => boolean): Float64Array;
  setOwn(vector: Float64Array): void;
  open(partner: string): void;
  close(partner: string): void;
  give(partner: string, amount: Float64Array): void;
  /** All that was given to a partner; to be copied. */
  given(partner: string): Float64Array;
  /** Takes back what was given and did not come. @param all that came */
  takeBack(partner: string, all: Float64Array): void;
  /** @param all that the partner ever gave @returns what is new of it */
  take(partner: string, all: Float64Array): Float64Array;
}

/** @param own what this peer has itself */
export function createLedger(own: Float64Array): Ledger {
  const { length } = own;
  const sides = new Map<string, Side>();
  let owned = own;

  return {
    length,
    mass(counts) {
      const mass = owned.slice();
      for (const [partner, { sent, received }] of sides) {
        if (!counts(partner)) continue;
        for (let i = 0; i < length; i++) mass[i] += (received === null ? 0 : received[i]) - sent[i];
      }
      return mass;
    },
    setOwn(vector) {
      owned = vector;
    },
    open: (partner) => void sides.set(partner, { sent: new Float64Array(length), received: null }),
    close: (partner) => void sides.delete(partner),
    give(partner, amount) {
      const { sent } = sides.get(partner)!;
      for (let i = 0; i < length; i++) sent[i] += amount[i];
    },
    given: (partner) => sides.get(partner)!.sent,
    takeBack: (partner, all) => sides.get(partner)!.sent.set(all),
    take(partner, all) {
      const side = sides.get(partner)!;
      const { received } = side;
      side.received = all;
      return received === null ? all : all.map((value, i) => value - received[i]);
    },
  };
}
