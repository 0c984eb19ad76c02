/** What a camera shows, as a picture of a task. */
import { pageDrawing } from './drawing.ts';
import { squareOf } from './read-picture.ts';

/**
 * What it shows now.
 * @returns side x side x 3 bytes, see `readPicture`; null before the camera shows anything
 * @throws DataError `no-canvas`
 */
export function pictureOfVideo(video: HTMLVideoElement, side: number): Uint8Array<ArrayBuffer> | null {
  const { videoWidth: width, videoHeight: height } = video;
  return width > 0 && height > 0 ? squareOf({ image: video, width, height }, side, pageDrawing) : null;
}
