/**
 * The events to come, in order of time. Each event has a key, a small whole number, and is pending at most once, so a
 * clock is rewound in place. Equal times come in order of their keys: the order depends on what was scheduled alone,
 * never on how it is kept.
 *
 * It is a calendar (Brown 1988, doi 10.1145/63039.63045) whose current day is a heap. The calendar puts an event off
 * in constant time, and touches little memory: with a million clocks reaching memory is what costs. The heap keeps
 * order within the day, in logarithmic time however many events fall on it, as all of a synchronous round do.
 *
 * A pending event has a record of 16 bytes: its time, and two numbers that say where it is. `NEAR`: its place in the
 * heap. Far: the events before and after it on its day's page, a list.
 */

/** Children of a node of the heap: four make it half as deep as two, and lie side by side in memory. */
const ARITY_SHIFT = 2;
const ARITY = 1 << ARITY_SHIFT;

/** Where an event is: absent, near, or far with the event before it, counted from `FIRST`. Zero is absent, so that
 * records never used cost no memory. */
const ABSENT = 0;
const NEAR = 1;
const FIRST = 2;
const END = -1;

const FEWEST_PAGES = 64;
/** Events of a day, about. */
const EVENTS_PER_DAY = 2;
/** Pages turned or looked at in vain for each event taken, from which on the calendar is laid out anew. */
const MOST_WASTE = 4;
/** Events that the length of a day is judged by. */
const SAMPLE = 1024;

export class EventQueue {
  #times: Float64Array;
  /** The same memory: of record k, the numbers at 4k + 2 (place, or the next on the page) and 4k + 3 (where). */
  #words: Int32Array;
  #keys: number;
  #nearTimes = new Float64Array(64);
  #nearKeys = new Int32Array(64);
  #nearCount = 0;
  #farCount = 0;
  /** The first event of each page. Days that are a whole number of years apart share a page. */
  #pages = new Int32Array(FEWEST_PAGES).fill(END);
  #daysPerSecond = 1;
  /** The events of this day, and of those before, are near. */
  #today = 0;
  #taken = 0;
  #waste = 0;
  /** Events from which on the calendar is laid out anew. */
  #mostNear = 2 * FEWEST_PAGES;
  #mostFar = 2 * FEWEST_PAGES;

  /** @param keys to make room for at first */
  constructor(keys: number) {
    this.#keys = Math.max(keys, 1);
    this.#times = new Float64Array(2 * this.#keys);
    this.#words = new Int32Array(this.#times.buffer);
  }

  /** Time of the first event; Infinity when there is none. */
  get nextTime(): number {
    if (this.#nearCount === 0) this.#turnPages();
    return this.#nearCount > 0 ? this.#nearTimes[0] : Number.POSITIVE_INFINITY;
  }

  /** Removes the first event; there must be one. @returns its key */
  take(): number {
    if (this.#nearCount === 0) this.#turnPages();
    const key = this.#nearKeys[0];
    this.#words[4 * key + 3] = ABSENT;
    this.#removeNear(0);
    this.#taken += 1;
    return key;
  }

  /** @param key 0 or more @param time finite; replaces the time it was scheduled for */
  schedule(key: number, time: number): void {
    if (key >= this.#keys) this.#makeRoomForKey(key);
    else if (this.#words[4 * key + 3] !== ABSENT) this.#remove(key);
    this.#times[2 * key] = time;
    this.#put(key, time);
    if (this.#farCount > this.#mostFar || this.#nearCount > this.#mostNear) this.#layOut();
  }

  cancel(key: number): void {
    if (key < this.#keys && this.#words[4 * key + 3] !== ABSENT) this.#remove(key);
  }

  #dayOf(time: number): number {
    return Math.floor(time * this.#daysPerSecond);
  }

  /** The page of a day; the number of pages is a power of two. */
  #pageOf(day: number): number {
    return day & (this.#pages.length - 1);
  }

  #put(key: number, time: number): void {
    if (this.#dayOf(time) > this.#today) this.#putOff(key, time);
    else this.#bringNear(key, time);
  }

  #bringNear(key: number, time: number): void {
    if (this.#nearCount === this.#nearKeys.length) this.#growHeap();
    this.#words[4 * key + 3] = NEAR;
    this.#siftUp(this.#nearCount++, key, time);
  }

  #putOff(key: number, time: number): void {
    const words = this.#words;
    const page = this.#pageOf(this.#dayOf(time));
    const next = this.#pages[page];
    words[4 * key + 2] = next;
    words[4 * key + 3] = FIRST;
    if (next !== END) words[4 * next + 3] = FIRST + 1 + key;
    this.#pages[page] = key;
    this.#farCount += 1;
  }

  #remove(key: number): void {
    const words = this.#words;
    const where = words[4 * key + 3];
    words[4 * key + 3] = ABSENT;
    if (where === NEAR) {
      this.#removeNear(words[4 * key + 2]);
      return;
    }
    const next = words[4 * key + 2];
    if (next !== END) words[4 * next + 3] = where;
    if (where === FIRST) this.#pages[this.#pageOf(this.#dayOf(this.#times[2 * key]))] = next;
    else words[4 * (where - FIRST - 1) + 2] = next;
    this.#farCount -= 1;
  }

  /** Goes on to the first day that has events, and brings them near. */
  #turnPages(): void {
    if (this.#farCount === 0) return;
    if (this.#waste > MOST_WASTE * (this.#taken + this.#pages.length)) this.#layOut();
    let turned = 0;
    while (this.#nearCount === 0) {
      this.#today += 1;
      turned += 1;
      if (turned > this.#pages.length) {
        // A whole year without an event: days are far too short for what is left.
        this.#layOut();
        turned = 0;
        continue;
      }
      this.#open(this.#pageOf(this.#today));
    }
    this.#waste += turned - 1;
  }

  /** Brings near what is of today on a page. */
  #open(page: number): void {
    const words = this.#words;
    let next = 0;
    let brought = 0;
    for (let key = this.#pages[page]; key !== END; key = next) {
      next = words[4 * key + 2];
      const time = this.#times[2 * key];
      if (this.#dayOf(time) > this.#today) {
        this.#waste += 1;
        continue;
      }
      this.#remove(key);
      this.#bringNear(key, time);
      brought += 1;
    }
    // A day with more events than that is too long, if they are not all at once.
    if (brought > MOST_WASTE * EVENTS_PER_DAY) this.#waste += brought;
  }

  /** Makes as many pages as there are events, and days so long that about `EVENTS_PER_DAY` fall on each. */
  #layOut(): void {
    const keys = this.#pendingKeys();
    this.#taken = 0;
    this.#waste = 0;
    const secondsPerEvent = this.#secondsPerEvent(keys);
    if (secondsPerEvent > 0) this.#daysPerSecond = 1 / (EVENTS_PER_DAY * secondsPerEvent);
    this.#today = this.#dayOf(this.#earliest(keys));
    this.#pages = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(keys.length, FEWEST_PAGES)))).fill(END);
    this.#nearCount = 0;
    this.#farCount = 0;
    for (const key of keys) this.#put(key, this.#times[2 * key]);
    this.#mostNear = 2 * Math.max(this.#nearCount, FEWEST_PAGES);
    this.#mostFar = 2 * this.#pages.length;
  }

  /** What is near first. */
  #pendingKeys(): Int32Array {
    const keys = new Int32Array(this.#nearCount + this.#farCount);
    keys.set(this.#nearKeys.subarray(0, this.#nearCount));
    let count = this.#nearCount;
    for (const first of this.#pages) {
      for (let key = first; key !== END; key = this.#words[4 * key + 2]) keys[count++] = key;
    }
    return keys;
  }

  #earliest(keys: Int32Array): number {
    let earliest = Number.POSITIVE_INFINITY;
    for (const key of keys) earliest = Math.min(earliest, this.#times[2 * key]);
    return earliest;
  }

  /** Of the earlier half of events, which is what comes next, or of all where those are all at once. */
  #secondsPerEvent(keys: Int32Array): number {
    const sample = new Float64Array(Math.min(SAMPLE, keys.length)).map(
      (_, i, { length }) => this.#times[2 * keys[Math.floor((i * keys.length) / length)]],
    );
    sample.sort();
    const middle = sample.length >> 1;
    const early = (sample[middle] - sample[0]) / ((keys.length * middle) / sample.length);
    return early > 0 ? early : (sample[sample.length - 1] - sample[0]) / keys.length;
  }

  #removeNear(place: number): void {
    const last = --this.#nearCount;
    if (place === last) return;
    const movedKey = this.#nearKeys[last];
    const movedTime = this.#nearTimes[last];
    const parent = (place - 1) >> ARITY_SHIFT;
    const rises =
      place > 0 &&
      (movedTime < this.#nearTimes[parent] ||
        (movedTime === this.#nearTimes[parent] && movedKey < this.#nearKeys[parent]));
    if (rises) this.#siftUp(place, movedKey, movedTime);
    else this.#siftDown(place, movedKey, movedTime);
  }

  /** Puts an event at a free place of the heap or above it. */
  #siftUp(from: number, key: number, time: number): void {
    const times = this.#nearTimes;
    const keys = this.#nearKeys;
    const words = this.#words;
    let place = from;
    while (place > 0) {
      const parent = (place - 1) >> ARITY_SHIFT;
      const parentTime = times[parent];
      const parentKey = keys[parent];
      if (parentTime < time || (parentTime === time && parentKey <= key)) break;
      times[place] = parentTime;
      keys[place] = parentKey;
      words[4 * parentKey + 2] = place;
      place = parent;
    }
    times[place] = time;
    keys[place] = key;
    words[4 * key + 2] = place;
  }

  /** Puts an event at a free place of the heap or below it. */
  #siftDown(from: number, key: number, time: number): void {
    const times = this.#nearTimes;
    const keys = this.#nearKeys;
    const words = this.#words;
    const size = this.#nearCount;
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
      words[4 * leastKey + 2] = place;
      place = least;
    }
    times[place] = time;
    keys[place] = key;
    words[4 * key + 2] = place;
  }

  #growHeap(): void {
    const times = new Float64Array(2 * this.#nearTimes.length);
    times.set(this.#nearTimes);
    this.#nearTimes = times;
    const keys = new Int32Array(2 * this.#nearKeys.length);
    keys.set(this.#nearKeys);
    this.#nearKeys = keys;
  }

  #makeRoomForKey(key: number): void {
    this.#keys = Math.max(key + 1, 2 * this.#keys);
    const times = new Float64Array(2 * this.#keys);
    // As words: some of their bits, read as numbers, would be changed by a copy.
    const words = new Int32Array(times.buffer);
    words.set(this.#words);
    this.#times = times;
    this.#words = words;
  }
}
