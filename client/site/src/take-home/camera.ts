/** The camera, where the browser gives one to a page that is opened from a disk. */
import { effect } from '@preact/signals';
import { createCamera } from '../app/shared-task/camera.ts';
import { pictureOfVideo } from '../data/pictures/picture-of-video.ts';
import { element, taken } from './parts.ts';

/** Milliseconds between two pictures. The page rests as long as it takes to look at one, where that is longer. */
const FRAME_MS = 200;

/**
 * @param onPixels gets what the camera shows, side x side x 3 bytes, again and again @param onEnd it shows nothing any more
 * @returns turns it off
 */
export function startCamera(
  side: number,
  onPixels: (pixels: Uint8Array) => void,
  onEnd: () => void,
): () => void {
  const video = element('video') as HTMLVideoElement;
  const [turnOn, turnOff] = [element('camera-on'), element('camera-off')];
  const camera = createCamera(navigator.mediaDevices);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wasOn = false;
  const look = (): void => {
    const before = performance.now();
    const pixels = pictureOfVideo(video, side);
    if (pixels) onPixels(pixels);
    timer = setTimeout(look, Math.max(FRAME_MS, performance.now() - before));
  };
  effect(() => {
    const state = camera.state.value;
    const isOn = state === 'on';
    video.srcObject = camera.stream.value;
    video.hidden = !isOn;
    element('canvas').hidden = isOn;
    const focused = document.activeElement;
    turnOn.hidden = isOn || state === 'insecure';
    turnOff.hidden = !isOn;
    // A button that goes hands the focus on.
    if (focused === turnOn && isOn) turnOff.focus();
    if (focused === turnOff && !isOn) turnOn.focus();
    element('camera-state').textContent =
      state === 'on' || state === 'off' || state === 'insecure' ? '' : taken.words.camera[state];
    clearTimeout(timer);
    if (isOn) look();
    else if (wasOn) onEnd();
    wasOn = isOn;
  });
  turnOn.addEventListener('click', () => void camera.start());
  turnOff.addEventListener('click', camera.stop);
  return () => {
    if (camera.state.peek() === 'on') camera.stop();
  };
}
