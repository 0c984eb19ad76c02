/** Hands what is collected to the run: not each example of a series by itself, as all are copied each time. */
import { effect } from '@preact/signals';
import type { Session } from 'hearsay';
import type { Collection } from './collection.ts';

/** Milliseconds in which more may come. */
const REST_MS = 300;

/** Until the run is over. @param after calls back once, so many milliseconds later */
export function feed(
  session: Pick<Session, 'setData' | 'status'>,
  { examples, source }: Pick<Collection, 'examples' | 'source'>,
  after: (callback: () => void, milliseconds: number) => void = setTimeout,
): void {
  let waiting = false;
  /** What the run has. */
  let given = examples.peek();
  const give = (): void => {
    waiting = false;
    given = examples.peek();
    if (!isOver(session)) session.setData(source());
  };
  const stop = effect(() => {
    if (isOver(session)) {
      // Not from within, while it is being made.
      queueMicrotask(() => stop());
      return;
    }
    if (examples.value === given || waiting) return;
    waiting = true;
    after(give, REST_MS);
  });
}

function isOver({ status }: Pick<Session, 'status'>): boolean {
  return status.value.phase === 'left' || status.value.phase === 'failed';
}
