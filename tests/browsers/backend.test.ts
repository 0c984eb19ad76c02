/** What tabs compute with, where WebGL is there but is software. */

import { createLab, type Lab, statusOf, until } from '@hearsay/tools/browsers/tabs.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';

let lab: Lab;
beforeAll(async () => {
  lab = await createLab(['--enable-unsafe-swiftshader', '--use-angle=swiftshader']);
});
afterAll(async () => {
  await lab?.close();
});

it('does not take software for graphics hardware', async () => {
  const page = await lab.open('room=auto&auto=1&samples=100&updateRate=5');
  const status = await until(
    () => statusOf(page),
    ({ steps }) => steps > 10,
    30,
    'it trains',
  );
  expect(status).toMatchObject({
    backend: 'wasm',
    backendReason: 'no graphics hardware to compare with',
    errors: [],
  });
  await page.browserContext().close();
});

it('says that the backend asked for is not to be had, and trains on another', async () => {
  const page = await lab.open('room=webgpu&auto=1&samples=100&updateRate=5&backend=webgpu');
  const status = await until(
    () => statusOf(page),
    ({ steps }) => steps > 10,
    30,
    'it trains',
  );
  expect(status.backend).toBe('wasm');
  expect(status.errors).toEqual([
    'The backend webgpu is not to be had in this browser; training goes on with wasm.',
  ]);
  expect(status.problems).toEqual([{ code: 'backend-unavailable', wanted: 'webgpu', used: 'wasm' }]);
  expect(await page.evaluate(() => document.body.textContent)).toContain('webgpu is not to be had');
  await page.browserContext().close();
});

it('trains on webgl when asked to, and goes on with wasm when the context is lost', async () => {
  const page = await lab.open('room=lost&auto=1&samples=100&backend=webgl');
  const before = await until(
    () => statusOf(page),
    ({ steps }) => steps > 10,
    60,
    'it trains',
  );
  expect(before).toMatchObject({ backend: 'webgl', backendReason: 'as asked for', errors: [] });
  const browser = await page.browser().target().createCDPSession();
  // The connection to the GPU's process ends before it can answer.
  browser.send('Browser.crashGpuProcess').catch(() => {});
  const after = await until(
    () => statusOf(page),
    ({ backend, steps }) => backend === 'wasm' && steps > before.steps + 200,
    60,
    'it goes on with wasm',
  );
  expect(after).toMatchObject({ phase: 'training', backendReason: 'webgl was lost' });
  expect(after.errors).toEqual(['The graphics hardware was lost; training goes on with wasm.']);
  const { loss } = await page.evaluate(() => window.hearsay.evaluate());
  expect(Number.isFinite(loss)).toBe(true);
});
