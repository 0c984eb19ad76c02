/** `npm run build:docs`: the API reference, then all pages, into docs/dist, if every link within them leads somewhere. */
import { rename, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vitepress';
import { precompress } from '../../signaling-server/src/precompress.ts';
import { BASE } from '../.vitepress/config.ts';
import { deadLinks } from './links.ts';
import { writeReference } from './reference.ts';

const DOCS = fileURLToPath(new URL('../', import.meta.url));
/** See `outDir` of the configuration. */
const BUILT = `${DOCS}.cache/site`;
/** What is served. */
const SERVED = `${DOCS}dist`;

try {
  await writeReference();
  // A page that is linked to and missing ends the build; what else may be dead it does not look at.
  await build(DOCS);
  const dead = await deadLinks(BUILT, BASE);
  if (dead.length > 0) throw new Error(['Links that lead nowhere:', ...dead].join('\n  '));
  await precompress(BUILT);
  // At once, so that nobody reads half of it.
  await rm(SERVED, { recursive: true, force: true });
  await rename(BUILT, SERVED);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
