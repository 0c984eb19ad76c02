/** The byte budget. What is loaded in fact is measured by the bench `load`. */

import { kept, lab } from '@hearsay/site/app/words/en.ts';
import { expect, it } from 'vitest';
import { BUDGET_BYTES, gzippedLength, scriptsBeforeTraining, scriptText } from './scripts.ts';

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
  expect(scripts.some((name) => /^(en|de)-(lab|kept)-/.test(name))).toBe(false);
  // The other backends have the names of their packages' files.
  expect(scripts.some((name) => name.startsWith('dist-'))).toBe(false);
});

it('a language has a script for each section, with the texts of that section alone', () => {
  expect(scriptText('en')).not.toContain(lab.lead[0]);
  expect(scriptText('en')).not.toContain(kept.log.text);
  expect(scriptText('en-lab')).toContain(lab.lead[0]);
  expect(scriptText('en-kept')).toContain(kept.log.text);
});
