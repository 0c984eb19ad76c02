/** Digits as pictures, side by side. */
import { useEffect, useRef } from 'preact/hooks';
import { isDark } from '../colour-scheme.ts';
import { paintDigits } from './paint.ts';

interface DigitSheetProps {
  /** 784 amounts of ink for each digit, 0 to 255. */
  pixels: ArrayLike<number>;
  columns: number;
  label: string;
}

export function DigitSheet({ pixels, columns, label }: DigitSheetProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const dark = isDark.value;
  // The colours follow the scheme.
  useEffect(() => {
    if (canvas.current) paintDigits(canvas.current, pixels, columns);
  }, [pixels, columns, dark]);
  return <canvas ref={canvas} class="digit-sheet" role="img" aria-label={label} />;
}
