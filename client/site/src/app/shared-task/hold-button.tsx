/** A button that does something again and again while it is held, by pointer, or by key. */
import { useEffect, useRef } from 'preact/hooks';

interface HoldButtonProps {
  label: string;
  /** Milliseconds between two times. */
  everyMs: number;
  onBeat(): void;
  /** It was let go. */
  onEnd(): void;
}

export function HoldButton({ label, everyMs, onBeat, onEnd }: HoldButtonProps) {
  const timer = useRef<ReturnType<typeof setInterval> | null>(null);
  const begin = (): void => {
    if (timer.current !== null) return;
    onBeat();
    timer.current = setInterval(onBeat, everyMs);
  };
  const end = (): void => {
    if (timer.current === null) return;
    clearInterval(timer.current);
    timer.current = null;
    onEnd();
  };
  useEffect(
    () => () => {
      if (timer.current !== null) clearInterval(timer.current);
    },
    [],
  );
  const isKey = ({ key }: KeyboardEvent): boolean => key === ' ' || key === 'Enter';
  return (
    <button
      type="button"
      class="primary hold"
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        begin();
      }}
      onPointerUp={end}
      onPointerCancel={end}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (!isKey(event)) return;
        event.preventDefault();
        begin();
      }}
      onKeyUp={(event) => {
        if (isKey(event)) end();
      }}
      onBlur={end}
    >
      {label}
    </button>
  );
}
