/**
 * Models that the Worker has and has not dealt with yet: until then the link they came over lets its other end send so much
 * less. Bounded by the links, which let no neighbour send more than a window ahead.
 */
export interface ModelsWaiting {
  /** @param taken to be called once the model is dealt with @returns the number that the Worker is given with it */
  add(taken: () => void): number;
  /** The Worker has dealt with that one. Numbers that are not known, or no more, mean nothing. */
  taken(number: number): void;
  /** All are dealt with: there is no Worker any more that has them. */
  clear(): void;
}

export function createModelsWaiting(): ModelsWaiting {
  const waiting = new Map<number, () => void>();
  let given = 0;
  return {
    add(taken) {
      given += 1;
      waiting.set(given, taken);
      return given;
    },
    taken(number) {
      const taken = waiting.get(number);
      waiting.delete(number);
      taken?.();
    },
    clear() {
      for (const taken of waiting.values()) taken();
      waiting.clear();
    },
  };
}
