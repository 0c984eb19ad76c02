/** The device's camera, as far as the browser gives it: only on https and on localhost, and only where somebody allows it. */
import { type ReadonlySignal, signal } from '@preact/signals';

/** `insecure`: the page came over plain http, where browsers give none. `none`: there is none, or another program has it. */
export type CameraState = 'off' | 'starting' | 'on' | 'refused' | 'none' | 'insecure';

export interface Camera {
  readonly state: ReadonlySignal<CameraState>;
  /** What it sees; null unless it is on. */
  readonly stream: ReadonlySignal<MediaStream | null>;
  start(): Promise<void>;
  stop(): void;
}

/** Enough for what is learned from, and as little work as can be. */
const WANTED: MediaStreamConstraints = { video: { width: { ideal: 640 }, facingMode: { ideal: 'user' } } };

/** @param devices of the browser; undefined where it gives none */
export function createCamera(devices: Pick<MediaDevices, 'getUserMedia'> | undefined): Camera {
  const state = signal<CameraState>(devices === undefined ? 'insecure' : 'off');
  const stream = signal<MediaStream | null>(null);
  const end = (now: CameraState): void => {
    for (const track of stream.peek()?.getTracks() ?? []) track.stop();
    stream.value = null;
    state.value = now;
  };
  return {
    state,
    stream,
    async start() {
      if (devices === undefined || state.peek() === 'starting' || state.peek() === 'on') return;
      state.value = 'starting';
      try {
        const given = await devices.getUserMedia(WANTED);
        // It may have been stopped while somebody was asked.
        if (state.peek() !== 'starting') {
          for (const track of given.getTracks()) track.stop();
          return;
        }
        for (const track of given.getTracks()) track.addEventListener('ended', () => end('none'));
        stream.value = given;
        state.value = 'on';
      } catch (error) {
        const refused = error instanceof DOMException && error.name === 'NotAllowedError';
        end(refused ? 'refused' : 'none');
      }
    },
    stop() {
      if (devices !== undefined) end('off');
    },
  };
}
