/** A signal that changes less often: once a second. */
import { type ReadonlySignal, useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

const EVERY_MS = 1000;
/** From a part's turn to the next one's. */
const TURN_MS = 150;
/** The parts of the page that are made anew every second, one after the other: all in one task would be a long one. */
const PARTS = ['sentence', 'graph', 'labels', 'figures', 'host', 'table'] as const;

/** Its last value is always that of the source, sooner or later. */
export function useCalm<T>(source: ReadonlySignal<T>, part: (typeof PARTS)[number]): ReadonlySignal<T> {
  const calm = useSignal(source.peek());
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useSignalEffect(() => {
    if (source.value === calm.peek() || timer.current !== null) return;
    const now = performance.now();
    const turn = TURN_MS * PARTS.indexOf(part);
    const next = Math.ceil((now - turn + 1) / EVERY_MS) * EVERY_MS + turn;
    timer.current = setTimeout(() => {
      timer.current = null;
      calm.value = source.peek();
    }, next - now);
  });
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
    },
    [],
  );
  return calm;
}
