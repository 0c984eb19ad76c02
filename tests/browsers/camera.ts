/** A camera that shows what a test wants it to. */
import type { Page } from 'puppeteer-core';
import { type Kind, picturesOf, pngOf } from './picture-files.ts';

/** Pixels along a side of what it sees. */
const SIDE = 96;

/** Replaces the camera by one that shows the picture that `showToCamera` was given last. */
export async function withCamera(page: Page): Promise<void> {
  await page.evaluateOnNewDocument((side) => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [side, side];
    const context = canvas.getContext('2d');
    let seen: ImageBitmap | null = null;
    Object.assign(window, {
      showToCamera: async (file: string) => {
        seen = await createImageBitmap(await (await fetch(file)).blob());
      },
    });
    navigator.mediaDevices.getUserMedia = async () => {
      setInterval(() => seen && context?.drawImage(seen, 0, 0), 50);
      return canvas.captureStream();
    };
  }, SIDE);
}

/** @param seed of the picture: the same gives the same */
export function showToCamera(page: Page, kind: Kind, seed: number): Promise<unknown> {
  const [picture] = picturesOf(kind, 1, SIDE, seed);
  const file = `data:image/png;base64,${Buffer.from(pngOf(picture)).toString('base64')}`;
  return page.evaluate(`window.showToCamera(${JSON.stringify(file)})`);
}
