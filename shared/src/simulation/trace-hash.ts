/** A hash of everything that happens in a run, in order: two runs are the same when their hashes are. */

const float = new Float64Array(1);
const words = new Int32Array(float.buffer);

export class TraceHash {
  #a = 0x9747b28c | 0;
  #b = 0x5bd1e995 | 0;

  /** @param time virtual seconds @param what whole numbers of 32 bits that say what happened */
  add(time: number, what: number, whom: number): void {
    float[0] = time;
    // Two chains that see the words in another order.
    this.#a = Math.imul(this.#a ^ words[0], 0x85ebca6b) ^ words[1];
    this.#a = Math.imul((this.#a << 13) | (this.#a >>> 19), 0xc2b2ae35) ^ what;
    this.#b = Math.imul(this.#b ^ whom, 0xcc9e2d51) ^ words[0];
    this.#b = Math.imul((this.#b << 15) | (this.#b >>> 17), 0x1b873593) ^ words[1] ^ what;
  }

  /** 16 hexadecimal digits. */
  toString(): string {
    return hex(mixed(this.#a)) + hex(mixed(this.#b ^ Math.imul(this.#a, 0x27d4eb2f)));
  }
}

/** The finaliser of murmur3. */
function mixed(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function hex(word: number): string {
  return word.toString(16).padStart(8, '0');
}
