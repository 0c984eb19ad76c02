/** How a Worker and a page draw, where they can. */
import type { Decoded, Drawing } from './read-picture.ts';

/** In a Worker. */
export const workerDrawing: Drawing = {
  createContext: (side) => new OffscreenCanvas(side, side).getContext('2d', { willReadFrequently: true }),
  async decode(blob) {
    const image = await createImageBitmap(blob, { imageOrientation: 'from-image' });
    return { image, width: image.width, height: image.height, close: () => image.close() };
  },
};

/** Whether this Worker can draw, and turns pictures upright: Safari before 17 and Firefox before 105 lack parts of it. */
export async function canDraw(): Promise<boolean> {
  try {
    if (workerDrawing.createContext(1) === null) return false;
    (await createImageBitmap(new ImageData(1, 1), { imageOrientation: 'from-image' })).close();
    return true;
  } catch {
    return false;
  }
}

/** In the page: an element decodes off the main thread too, and is upright everywhere. */
export const pageDrawing: Drawing = {
  createContext(side) {
    const canvas = document.createElement('canvas');
    canvas.width = side;
    canvas.height = side;
    return canvas.getContext('2d', { willReadFrequently: true });
  },
  async decode(blob): Promise<Decoded> {
    const url = URL.createObjectURL(blob);
    const image = new Image();
    image.src = url;
    try {
      await image.decode();
    } catch (error) {
      URL.revokeObjectURL(url);
      throw error;
    }
    return {
      image,
      width: image.naturalWidth,
      height: image.naturalHeight,
      close: () => URL.revokeObjectURL(url),
    };
  },
};
