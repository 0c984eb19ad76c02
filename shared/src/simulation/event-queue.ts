/**
 * The events to come, in order of time: an indexed heap on typed arrays. Each event has a key, a small whole number,
 * and is pending at most once, so a clock is rewound in place. Equal times come in order of their keys: the order
 * depends on what was scheduled alone, never on the heap's inner workings.
 */

/** Children of a node: four make the heap half as deep as two, and lie side by side in memory. */
const ARITY_SHIFT = 2;
const ARITY = 1 << ARITY_SHIFT;

const ABSENT = -1;
const NONE = -1;

export class EventQueue {
  #times = new Float64Array(64);
  #keys = new Int32Array(64);
  #size = 0;
  /** Where in the heap a key's event is. */
  #places: Int32Array;
  /** The key taken last. Its entry stays in the heap until it is known whether the event is scheduled anew, as a
   * clock's is: one sift instead of two. */
  #taken = NONE;

  /** @param keys to make room for at first */
  constructor(keys: number) {
    this.#places = new Int32Array(Math.max(keys, 1)).fill(ABSENT);
  }

  /** Time of the first event; Infinity when there is none. */
  get nextTime(): number {
    this.#removeTaken();
    return this.#size > 0 ? this.#times[0] : Number.POSITIVE_INFINITY;
  }

  /** Removes the first event; there must be one. @returns its key */
  take(): number {
    this.#removeTaken();
    this.#taken = this.#keys[0];
    return this.#taken;
  }

  /** @param key 0 or more @param time finite; replaces the time it was scheduled for */
  schedule(key: number, time: number): void {
    if (key === this.#taken) this.#taken = NONE;
    if (key >= this.#places.length) this.#makeRoomForKey(key);
    let place = this.#places[key];
    if (place === ABSENT) {
      if (this.#size === this.#keys.length) this.#grow();
      place = this.#size++;
      this.#siftUp(place, key, time);
    } else if (time < this.#times[place]) {
      this.#siftUp(place, key, time);
    } else {
      this.#siftDown(place, key, time);
    }
  }

  cancel(key: number): void {
    if (key === this.#taken) this.#taken = NONE;
    const place = key < this.#places.length ? this.#places[key] : ABSENT;
    if (place !== ABSENT) this.#remove(key, place);
  }

  #removeTaken(): void {
    if (this.#taken === NONE) return;
    const key = this.#taken;
    this.#taken = NONE;
    this.#remove(key, this.#places[key]);
  }

  #remove(key: number, place: number): void {
    this.#places[key] = ABSENT;
    const last = --this.#size;
    if (place === last) return;
    const movedKey = this.#keys[last];
    const movedTime = this.#times[last];
    const parent = (place - 1) >> ARITY_SHIFT;
    const rises =
      place > 0 &&
      (movedTime < this.#times[parent] ||
        (movedTime === this.#times[parent] && movedKey < this.#keys[parent]));
    if (rises) this.#siftUp(place, movedKey, movedTime);
    else this.#siftDown(place, movedKey, movedTime);
  }

  /** Puts an event at a free place or above it. */
  #siftUp(from: number, key: number, time: number): void {
    const times = this.#times;
    const keys = this.#keys;
    const places = this.#places;
    let place = from;
    while (place > 0) {
      const parent = (place - 1) >> ARITY_SHIFT;
      const parentTime = times[parent];
      const parentKey = keys[parent];
      if (parentTime < time || (parentTime === time && parentKey <= key)) break;
      times[place] = parentTime;
      keys[place] = parentKey;
      places[parentKey] = place;
      place = parent;
    }
    times[place] = time;
    keys[place] = key;
    places[key] = place;
  }

  /** Puts an event at a free place or below it. */
  #siftDown(from: number, key: number, time: number): void {
    const times = this.#times;
    const keys = this.#keys;
    const places = this.#places;
    const size = this.#size;
    let place = from;
    for (;;) {
      let child = (place << ARITY_SHIFT) + 1;
      if (child >= size) break;
      const end = Math.min(child + ARITY, size);
      let least = child;
      let leastTime = times[child];
      for (child += 1; child < end; child++) {
        const childTime = times[child];
        if (childTime < leastTime || (childTime === leastTime && keys[child] < keys[least])) {
          least = child;
          leastTime = childTime;
        }
      }
      const leastKey = keys[least];
      if (time < leastTime || (time === leastTime && key < leastKey)) break;
      times[place] = leastTime;
      keys[place] = leastKey;
      places[leastKey] = place;
      place = least;
    }
    times[place] = time;
    keys[place] = key;
    places[key] = place;
  }

  #grow(): void {
    const times = new Float64Array(2 * this.#times.length);
    times.set(this.#times);
    this.#times = times;
    const keys = new Int32Array(2 * this.#keys.length);
    keys.set(this.#keys);
    this.#keys = keys;
  }

  #makeRoomForKey(key: number): void {
    const places = new Int32Array(Math.max(key + 1, 2 * this.#places.length)).fill(ABSENT);
    places.set(this.#places);
    this.#places = places;
  }
}
