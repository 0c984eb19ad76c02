/** What a peer says of itself, and what went wrong with it. */
import { type ReadonlySignal, signal } from '@preact/signals-core';
import { inWords } from '../problem-words.ts';
import type { Problem, ProblemCode } from '../problems.ts';
import type { Status } from './status.ts';

/** Most problems kept; the oldest go. */
export const MAX_PROBLEMS = 20;

export interface StatusStore {
  readonly status: ReadonlySignal<Status>;
  /** Whether the run was left, or has failed. Reads a signal. */
  readonly isOver: boolean;
  update(change: Partial<Status>): void;
  /** Tells of a problem, unless it was the last one told. */
  report(problem: Problem): void;
  /** Whether such a problem is told of now. */
  tells(code: ProblemCode): boolean;
  /** Tells no more of such problems. */
  withdraw(codes: readonly ProblemCode[]): void;
  /** Tells of none. */
  clear(): void;
}

/** @param onProblem called after each that is new, with it in English */
export function createStatusStore(initial: Status, onProblem: (words: string) => void): StatusStore {
  const status = signal(initial);
  const update = (change: Partial<Status>): void => {
    status.value = { ...status.value, ...change };
  };
  const set = (problems: Problem[]): void =>
    update({ problems, errors: problems.map((problem) => inWords(problem)) });

  return {
    status,
    get isOver() {
      const { phase } = status.value;
      return phase === 'left' || phase === 'failed';
    },
    update,
    report(problem) {
      const { problems, errors } = status.value;
      const words = inWords(problem);
      if (errors.at(-1) === words) return;
      set([...problems, problem].slice(-MAX_PROBLEMS));
      onProblem(words);
    },
    tells: (code) => status.value.problems.some((problem) => problem.code === code),
    withdraw: (codes) => set(status.value.problems.filter(({ code }) => !codes.includes(code))),
    clear: () => set([]),
  };
}
