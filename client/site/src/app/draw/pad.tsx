/** The area to draw on, with finger, pen or mouse. */
import { useEffect, useRef } from 'preact/hooks';
import { isDark } from '../colour-scheme.ts';
import { colour, contextOf, inkOf, paintDigits } from './paint.ts';

/** Pixels of the drawing along a side, however large it is on the screen. */
export const PAD_SIDE = 280;
/** As thick as MNIST's strokes are, in a digit that fills most of the pad. */
const STROKE = 22;

interface PadProps {
  label: string;
  /** A digit to show in place of a drawing, 784 amounts of ink; null for what is drawn by hand. */
  given: Uint8Array | null;
  /** Told of the ink in each pixel, 0 to 255, after each part of a stroke. */
  onDraw(ink: Uint8Array): void;
  /** A stroke begins. */
  onBegin(): void;
}

export function Pad({ label, given, onDraw, onBegin }: PadProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const last = useRef<{ pointer: number; x: number; y: number } | null>(null);
  const waiting = useRef(false);
  const dark = isDark.value;

  useEffect(() => {
    if (canvas.current && given !== null) show(canvas.current, given);
  }, [given]);
  // The colours follow the scheme.
  useEffect(() => {
    if (canvas.current) colour(canvas.current);
  }, [dark]);

  /** Once a frame: reading the pixels costs more than drawing them. */
  const tell = () => {
    if (waiting.current) return;
    waiting.current = true;
    requestAnimationFrame(() => {
      waiting.current = false;
      if (canvas.current) onDraw(inkOf(canvas.current));
    });
  };

  const lineTo = (event: PointerEvent) => {
    const at = canvas.current;
    const context = at && contextOf(at);
    if (!at || !context || last.current?.pointer !== event.pointerId) return;
    const box = at.getBoundingClientRect();
    context.strokeStyle = getComputedStyle(at).color;
    context.lineWidth = STROKE;
    context.lineCap = 'round';
    context.lineJoin = 'round';
    context.beginPath();
    context.moveTo(last.current.x, last.current.y);
    // All that the pointer passed since the last frame.
    const passed = event.getCoalescedEvents?.() ?? [];
    for (const { clientX, clientY } of passed.length > 0 ? passed : [event]) {
      const x = ((clientX - box.left) / box.width) * PAD_SIDE;
      const y = ((clientY - box.top) / box.height) * PAD_SIDE;
      context.lineTo(x, y);
      last.current = { pointer: event.pointerId, x, y };
    }
    context.stroke();
    tell();
  };

  const begin = (event: PointerEvent) => {
    if (!event.isPrimary || event.button !== 0 || !canvas.current) return;
    event.preventDefault();
    canvas.current.setPointerCapture(event.pointerId);
    onBegin();
    if (given !== null) show(canvas.current, null);
    const box = canvas.current.getBoundingClientRect();
    last.current = {
      pointer: event.pointerId,
      x: ((event.clientX - box.left) / box.width) * PAD_SIDE,
      y: ((event.clientY - box.top) / box.height) * PAD_SIDE,
    };
    lineTo(event);
  };

  const end = () => {
    last.current = null;
  };

  return (
    <canvas
      ref={canvas}
      class="pad"
      width={PAD_SIDE}
      height={PAD_SIDE}
      role="img"
      aria-label={label}
      onPointerDown={begin}
      onPointerMove={lineTo}
      onPointerUp={end}
      onPointerCancel={end}
    />
  );
}

function show(canvas: HTMLCanvasElement, digit: Uint8Array | null): void {
  const context = contextOf(canvas);
  if (!context) return;
  context.clearRect(0, 0, PAD_SIDE, PAD_SIDE);
  if (digit === null) return;
  const small = document.createElement('canvas');
  small.style.color = getComputedStyle(canvas).color;
  paintDigits(small, digit, 1);
  context.drawImage(small, 0, 0, PAD_SIDE, PAD_SIDE);
  colour(canvas);
}
