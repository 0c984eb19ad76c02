/** The Worker's side of the demonstration, apart from the Worker. */
import type { Digits, FromLeaks, ToLeaks } from './bridge.ts';
import { showLeak } from './show-leak.ts';

export interface LeakDispatcherParts {
  /** Rejects where they cannot be had; is asked again then. */
  loadDigits(): Promise<Digits>;
  post(message: FromLeaks): void;
}

/** Answers what was asked last; what was asked before, and not begun, is left out. */
export function createLeakDispatcher({ loadDigits, post }: LeakDispatcherParts): {
  handle(message: ToLeaks): Promise<void>;
} {
  let last = 0;
  let digits: Digits | null = null;
  return {
    async handle({ turn, choice }) {
      last = turn;
      try {
        const loaded = digits ?? (await loadDigits());
        digits = loaded;
        if (turn === last) post({ kind: 'leak', turn, leak: showLeak(loaded, choice) });
      } catch {
        post({ kind: 'failed', turn });
      }
    },
  };
}
