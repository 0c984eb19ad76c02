/** Of private runs: how they stand. */
import { later } from '../later.tsx';
import { needWords } from '../words/words.ts';

export const PrivacyNote = later(async () => {
  const [part] = await Promise.all([import('./privacy-note.tsx'), needWords('privacy')]);
  return part.PrivacyNote;
});
