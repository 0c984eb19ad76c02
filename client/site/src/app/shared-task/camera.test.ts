import { expect, it } from 'vitest';
import { createCamera } from './camera.ts';

/** A device whose answer the test gives. */
const device = (answer: () => Promise<MediaStream>) => ({ getUserMedia: answer });

function playedStream() {
  const log: string[] = [];
  let ended = (): void => {};
  const track = {
    stop: () => log.push('stopped'),
    addEventListener: (_: string, listener: () => void) => {
      ended = listener;
    },
  };
  const stream: MediaStream = Object({ getTracks: () => [track] });
  return { stream, log, end: () => ended() };
}

it('is on once it was allowed, and gives its device back', async () => {
  const { stream, log } = playedStream();
  const camera = createCamera(device(async () => stream));
  expect(camera.state.value).toBe('off');
  await camera.start();
  expect(camera.state.value).toBe('on');
  expect(camera.stream.value).toBe(stream);
  camera.stop();
  expect([camera.state.value, camera.stream.value, log]).toEqual(['off', null, ['stopped']]);
});

it('says why there is none', async () => {
  const refused = createCamera(device(() => Promise.reject(new DOMException('no', 'NotAllowedError'))));
  await refused.start();
  expect(refused.state.value).toBe('refused');
  const missing = createCamera(device(() => Promise.reject(new DOMException('no', 'NotFoundError'))));
  await missing.start();
  expect(missing.state.value).toBe('none');
  // What a page over plain http has.
  const insecure = createCamera(undefined);
  await insecure.start();
  insecure.stop();
  expect(insecure.state.value).toBe('insecure');
});

it('is given back where it comes after somebody has stopped it', async () => {
  const { stream, log } = playedStream();
  let give = (_: MediaStream): void => {};
  const camera = createCamera(
    device(
      () =>
        new Promise((resolve) => {
          give = resolve;
        }),
    ),
  );
  const starting = camera.start();
  camera.stop();
  give(stream);
  await starting;
  expect([camera.state.value, log]).toEqual(['off', ['stopped']]);
});

it('notices that it was taken away', async () => {
  const { stream, end } = playedStream();
  const camera = createCamera(device(async () => stream));
  await camera.start();
  end();
  expect([camera.state.value, camera.stream.value]).toEqual(['none', null]);
});
