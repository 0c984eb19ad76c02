/**
 * Who gives way where all places are taken, so that a few addresses cannot keep everybody else out: whatever there is so many of,
 * rooms or places in one, no address holds more than its share of while another one asks.
 */

export interface Holding<What> {
  readonly what: What;
  /** Whose it is. */
  readonly address: string;
  /** When it was last used, in any unit. */
  readonly lastActive: number;
}

/**
 * Of what the address has that has most, what was idle longest.
 * @returns null where that address would not have more than the newcomer's when both are done
 */
export function whatGivesWay<What>(
  holdings: Iterable<Holding<What>>,
  newcomer: string,
): Holding<What> | null {
  const byAddress = new Map<string, Holding<What>[]>();
  for (const holding of holdings) {
    const those = byAddress.get(holding.address);
    if (those) those.push(holding);
    else byAddress.set(holding.address, [holding]);
  }
  let most: Holding<What>[] = [];
  for (const those of byAddress.values()) if (those.length > most.length) most = those;
  const newcomers = byAddress.get(newcomer)?.length ?? 0;
  if (most.length <= newcomers + 1) return null;
  return most.reduce((idle, holding) => (holding.lastActive < idle.lastActive ? holding : idle));
}
