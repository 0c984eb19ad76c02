/** Tabs over https with the server's own certificate, at the address that other devices use. */
import { networkInterfaces } from 'node:os';
import { lanAddresses } from '@hearsay/signaling-server/announcement.ts';
import { type ServerProcess, startServerProcess } from '@hearsay/tools/browsers/server-process.ts';
import { createLab, type Lab, statusesOf, until } from '@hearsay/tools/browsers/tabs.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';

const [address = '127.0.0.1'] = lanAddresses(networkInterfaces());
const RUN = 'room=https&partition=labels:2&samples=200&updateRate=2&auto=1';

/** Less than a model, and more than all that comes without one. */
const MODEL_BYTES = 20_000;

let server: ServerProcess;
let lab: Lab;
beforeAll(async () => {
  server = await startServerProcess({ address: '0.0.0.0', port: 0, options: ['--https'] });
  lab = await createLab(['--ignore-certificate-errors'], { url: `https://${address}:${server.port}` });
});
afterAll(async () => {
  await lab?.close();
  await server?.kill();
});

it('learn together, and may ask for the camera', async () => {
  const pages = [await lab.open(RUN), await lab.open(RUN)];
  await until(
    () => statusesOf(pages),
    (all) =>
      all.every(({ neighbours }) => neighbours.some(({ bytesReceived }) => bytesReceived > MODEL_BYTES)),
    60,
    'both tabs have a model of the other',
  );
  const page = await pages[0].evaluate(async () => ({
    secure: isSecureContext,
    camera: (await navigator.permissions.query({ name: 'camera' as PermissionName })).state,
    media: typeof navigator.mediaDevices?.getUserMedia,
  }));
  expect(page).toEqual({ secure: true, camera: 'prompt', media: 'function' });
});
