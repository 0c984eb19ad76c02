/** What the page of the demonstration holds: what was chosen, and what came of it. Components see this, and no Worker. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { FromLeaks, Leak, LeakChoice, ToLeaks } from './bridge.ts';

export interface Leaks {
  readonly choice: ReadonlySignal<LeakChoice>;
  /** Of the choice, or of one before while that is worked on; null before the first. */
  readonly leak: ReadonlySignal<Leak | null>;
  readonly phase: ReadonlySignal<'working' | 'done' | 'failed'>;
  /** Works on what is chosen then; of nothing else than before once more. */
  choose(part: Partial<LeakChoice>): void;
  close(): void;
}

/** What it needs of a Worker. */
export interface LeakWorker {
  post(message: ToLeaks): void;
  close(): void;
}

export type MakeLeakWorker = (onMessage: (message: FromLeaks) => void, onError: () => void) => LeakWorker;

/** Begins with a digit of its own, as a step shows it without any protection. */
export function createLeaks(makeWorker: MakeLeakWorker): Leaks {
  const choice = signal<LeakChoice>({ what: 'one', codec: 'float32', seed: 1 });
  const leak = signal<Leak | null>(null);
  const phase = signal<'working' | 'done' | 'failed'>('working');
  let turn = 0;
  let worker: LeakWorker | null = null;
  const hear = (message: FromLeaks): void => {
    if (message.turn !== turn) return;
    if (message.kind === 'leak') leak.value = message.leak;
    phase.value = message.kind === 'leak' ? 'done' : 'failed';
  };
  /** Its script could not be loaded, or it broke: the next is another one. */
  const fail = (): void => {
    worker?.close();
    worker = null;
    phase.value = 'failed';
  };
  const ask = (): void => {
    turn += 1;
    phase.value = 'working';
    worker ??= makeWorker(hear, fail);
    worker.post({ turn, choice: choice.peek() });
  };
  ask();
  return {
    choice,
    leak,
    phase,
    choose(part) {
      choice.value = { ...choice.peek(), ...part };
      ask();
    },
    close: () => worker?.close(),
  };
}
