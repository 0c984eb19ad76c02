/**
 * What a part of a method carries from one update to the next besides the state, where it does: for a peer that is put away
 * and goes on later. A part without any has no memory.
 */

/** A copy of a memory, as plain data. */
export interface Remembered {
  readonly vectors: readonly Float32Array[];
  readonly numbers: readonly number[];
}

export interface Memory {
  save(): Remembered;
  /**
   * Takes over what `save` gave of a memory of the same kind. What has other lengths, or is not finite, changes nothing.
   * @returns whether it fitted
   */
  restore(saved: Remembered): boolean;
}

/**
 * @param vectors the part's own, copied out and in
 * @param read the part's own numbers, always as many @param write takes as many over
 */
export function memoryOf(
  vectors: readonly Float32Array[],
  read: () => readonly number[],
  write: (numbers: readonly number[]) => void,
): Memory {
  return {
    save: () => ({ vectors: vectors.map((vector) => vector.slice()), numbers: [...read()] }),
    restore(saved) {
      const fits =
        saved.vectors.length === vectors.length &&
        saved.vectors.every(
          (vector, i) => vector.length === vectors[i].length && vector.every(Number.isFinite),
        ) &&
        saved.numbers.length === read().length &&
        saved.numbers.every(Number.isFinite);
      if (!fits) return false;
      vectors.forEach((vector, i) => {
        vector.set(saved.vectors[i]);
      });
      write(saved.numbers);
      return true;
    },
  };
}
