/** Actions at virtual times, in order; at equal times in an order that depends on what was put alone. */
import { EventQueue } from '../event-queue.ts';

export class Agenda {
  readonly #queue = new EventQueue(1024);
  readonly #actions: ((() => void) | null)[] = [];
  readonly #free: number[] = [];
  #now = 0;

  /** Virtual seconds since the start. */
  get now(): number {
    return this.#now;
  }

  /** Actions that are still to come. */
  get pending(): number {
    return this.#actions.length - this.#free.length;
  }

  /** @param seconds from now, 0 or more */
  after(seconds: number, action: () => void): void {
    const slot = this.#free.pop() ?? this.#actions.length;
    this.#actions[slot] = action;
    this.#queue.schedule(slot, this.#now + seconds);
  }

  /** Runs all that is due until that time, and sets the clock to it. */
  runUntil(time: number): void {
    for (let next = this.#queue.nextTime; next <= time; next = this.#queue.nextTime) {
      this.#now = next;
      const slot = this.#queue.take();
      const action = this.#actions[slot];
      this.#actions[slot] = null;
      this.#free.push(slot);
      action?.();
    }
    this.#now = time;
  }
}
