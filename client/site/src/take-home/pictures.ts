/** A picture in a file, or what a camera shows, as it came to the network when that learned. */
import { createPlainExtractor } from '../data/features/plain-extractor.ts';
import { pageDrawing } from '../data/pictures/drawing.ts';
import { readPicture } from '../data/pictures/read-picture.ts';
import { startCamera } from './camera.ts';
import type { TakenPictures } from './page.ts';
import { bytesOf, contextOf, element, say, show, taken } from './parts.ts';

const { words } = taken;

/** @param canvas shows what the network sees of a picture in a file */
export async function startPictures(
  canvas: HTMLCanvasElement,
  { side, frozen }: TakenPictures,
): Promise<void> {
  const file = element('file') as HTMLInputElement;
  say(words.starting);
  await painted();
  const inputsOf = makerOfInputs(side, frozen);
  const context = contextOf(canvas, side);
  const showPixels = (pixels: Uint8Array): void => show(inputsOf(pixels));
  const stopCamera = startCamera(side, showPixels, () => {
    context.clearRect(0, 0, side, side);
    show(null);
  });
  file.addEventListener('change', async () => {
    const [chosen] = file.files ?? [];
    if (chosen === undefined) return;
    stopCamera();
    say(words.looking);
    await painted();
    try {
      const pixels = await readPicture(chosen, chosen.name, side, pageDrawing);
      context.putImageData(imageOf(pixels, side), 0, 0);
      showPixels(pixels);
    } catch {
      show(null);
      say(words.noPicture);
    }
  });
  file.disabled = false;
}

/** @returns makes inputs of the network of side x side x 3 bytes */
function makerOfInputs(side: number, frozen: string | null): (pixels: Uint8Array) => Float32Array {
  if (frozen === null) return (pixels) => Float32Array.from(pixels, (byte) => byte / 255);
  const extract = createPlainExtractor(bytesOf(frozen));
  return (pixels) => extract(pixels, side);
}

function imageOf(pixels: Uint8Array, side: number): ImageData {
  const image = new ImageData(side, side);
  image.data.fill(255);
  for (let i = 0; i < pixels.length; i++) image.data[4 * Math.floor(i / 3) + (i % 3)] = pixels[i];
  return image;
}

/** Until what was said can be read: what comes then keeps the page busy. */
const painted = (): Promise<void> => new Promise((done) => setTimeout(done, 50));
