/** `npm run docs:links`: asks every address outside of the site that pages or the README link to whether it answers. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { readPage, writtenPages } from './samples.ts';

const README = fileURLToPath(new URL('../../README.md', import.meta.url));
const PATIENCE_MS = 20_000;
const AT_ONCE = 8;
/** Refused to programs, not gone. */
const REFUSED = [401, 403, 405, 429];
/** Examples, and what runs only here. */
const OWN = /^https?:\/\/(localhost|[\w.-]*example\.(org|com))\b/;

/** Which pages link to each address. */
async function externalLinks(): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  const texts = [{ page: 'README.md', text: await readFile(README, 'utf8') }];
  for (const page of await writtenPages()) texts.push({ page: `docs/${page}`, text: await readPage(page) });
  for (const { page, text } of texts) {
    for (const [, link] of text.matchAll(/\]\((https?:\/\/[^\s)]+)\)/g)) {
      if (!OWN.test(link)) found.set(link, [...new Set([...(found.get(link) ?? []), page])]);
    }
  }
  return found;
}

/** @returns what is wrong with it; null for nothing, and for what only a browser may see */
async function problemOf(link: string): Promise<string | null> {
  try {
    const response = await fetch(link, { signal: AbortSignal.timeout(PATIENCE_MS) });
    await response.body?.cancel();
    return response.ok || REFUSED.includes(response.status) ? null : `answers ${response.status}`;
  } catch (error) {
    const { cause } = error as { cause?: unknown };
    return `does not answer (${cause instanceof Error ? cause.message : String(error)})`;
  }
}

const links = [...(await externalLinks())];
let dead = 0;
let next = 0;
async function ask(): Promise<void> {
  while (next < links.length) {
    const [link, pages] = links[next++];
    const problem = await problemOf(link);
    if (problem === null) continue;
    dead += 1;
    console.log(`${link} ${problem}; in ${pages.join(', ')}`);
  }
}
await Promise.all(Array.from({ length: AT_ONCE }, ask));
console.log(`${links.length} links, ${dead} of them dead`);
process.exit(dead === 0 ? 0 : 1);
