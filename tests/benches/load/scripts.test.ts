/** The byte budget. What is loaded in fact is measured by the bench `load`. */
import { expect, it } from 'vitest';
import { BUDGET_BYTES, gzippedLength, scriptsBeforeTraining } from './scripts.ts';

it('a tab trains before it has loaded 250 kB of JavaScript, gzipped', () => {
  const scripts = scriptsBeforeTraining();
  const total = scripts.reduce((sum, name) => sum + gzippedLength(name), 0);
  // Less could not be tfjs: then it is somewhere this test does not look.
  expect(total).toBeGreaterThan(150_000);
  expect(total).toBeLessThanOrEqual(BUDGET_BYTES);
});

it('what is not needed at once is not among it', () => {
  const scripts = scriptsBeforeTraining();
  expect(scripts.some((name) => name.startsWith('plot-'))).toBe(false);
  // The other backends have the names of their packages' files.
  expect(scripts.some((name) => name.startsWith('dist-'))).toBe(false);
});
