import { expect, it } from 'vitest';
import { chooseLanguage } from './language.ts';

it('takes the language of the address, then the first the reader knows, then English', () => {
  expect(chooseLanguage('de', ['en-GB'])).toBe('de');
  expect(chooseLanguage('fr', ['de-CH', 'en'])).toBe('de');
  expect(chooseLanguage(null, ['fr', 'DE-at', 'en'])).toBe('de');
  expect(chooseLanguage(null, ['en-US', 'de'])).toBe('en');
  expect(chooseLanguage(null, ['ja'])).toBe('en');
});
