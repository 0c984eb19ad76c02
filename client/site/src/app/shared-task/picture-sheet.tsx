/** Pictures side by side, as small as they are learned from. */
import { useEffect, useRef } from 'preact/hooks';

interface PictureSheetProps {
  /** Pixels along each side of a picture. */
  side: number;
  /** side x side x 3 bytes each. */
  pictures: readonly Uint8Array[];
  label: string;
}

const COLUMNS = 4;

export function PictureSheet({ side, pictures, label }: PictureSheetProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context) return;
    canvas.current.width = COLUMNS * side;
    canvas.current.height = Math.ceil(pictures.length / COLUMNS) * side;
    for (const [place, bytes] of pictures.entries()) {
      const image = context.createImageData(side, side);
      for (let pixel = 0; pixel < side * side; pixel++) {
        image.data.set(bytes.subarray(3 * pixel, 3 * pixel + 3), 4 * pixel);
        image.data[4 * pixel + 3] = 255;
      }
      context.putImageData(image, (place % COLUMNS) * side, Math.floor(place / COLUMNS) * side);
    }
  }, [pictures.length, pictures.at(-1), side]);
  return <canvas ref={canvas} class="picture-sheet" role="img" aria-label={label} />;
}
