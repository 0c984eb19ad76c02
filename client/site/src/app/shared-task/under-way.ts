/** What goes on beside a run for as long as it is under way. */
import { effect } from '@preact/signals';
import type { Session } from 'hearsay';

export function isOver({ status }: Pick<Session, 'status'>): boolean {
  return status.value.phase === 'left' || status.value.phase === 'failed';
}

/** Runs at once, and again whenever a signal that it read has changed, until the run is over. */
export function whileUnderWay(
  session: Pick<Session, 'status'>,
  run: () => void,
  onOver: () => void = () => {},
): void {
  const stop = effect(() => {
    if (!isOver(session)) {
      run();
      return;
    }
    // Not from within, while it is being made.
    queueMicrotask(() => {
      stop();
      onOver();
    });
  });
}
