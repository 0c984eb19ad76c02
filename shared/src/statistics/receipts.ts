/**
 * What came over links that are gone. Messages that were under way are lost with a link, and what they gave is at neither end; so each
 * end says how far it heard, and that goes from neighbour to neighbour until the other end knows what to take back.
 */

/** Seconds for which a receipt goes round. */
const LIFETIME = 30;
/** Receipts that go with one message. */
export const MAX_RECEIPTS_TOLD = 24;
const MOST_KEPT = 1024;

export interface Receipt {
  /** Who heard, and of whom. */
  readonly by: string;
  readonly of: string;
  /** Of the newest message that came: 0 for none. */
  readonly number: number;
  /** The ledger it was of; 0 for none. */
  readonly ledger: number;
  /** Seconds since it was made. */
  readonly age: number;
}

export interface Receipts {
  /** @param now seconds @returns those that are new */
  add(receipts: readonly Receipt[], now: number): Receipt[];
  /** The newest ones, to tell. */
  some(now: number): Receipt[];
}

export function createReceipts(): Receipts {
  const kept = new Map<string, Receipt & { readonly until: number }>();
  return {
    add(receipts, now) {
      for (const [key, { until }] of kept) if (until <= now) kept.delete(key);
      return receipts.filter((receipt) => {
        const { by, of, number, ledger, age } = receipt;
        const key = `${by} ${of} ${ledger} ${number}`;
        if (kept.has(key) || age >= LIFETIME || kept.size >= MOST_KEPT) return false;
        kept.set(key, { ...receipt, until: now + LIFETIME - age });
        return true;
      });
    },
    some: (now) =>
      [...kept.values()]
        .filter(({ until }) => until > now)
        .slice(-MAX_RECEIPTS_TOLD)
        .map(({ until, ...receipt }) => ({ ...receipt, age: LIFETIME - (until - now) })),
  };
}
