/** The links in the pages that are written by hand. Building the site, a part of `npm run test:long`, looks at all of them. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readPage, writtenPages } from './samples.ts';

const DOCS = fileURLToPath(new URL('../', import.meta.url));

/** Where the links of a page lead within docs/, but for the reference, which is made. Text in code is none. */
function linksOf(page: string, markdown: string): string[] {
  const prose = markdown.replace(/^[ \t]*```[\s\S]*?^[ \t]*```/gm, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(\s*([^)\s#]+)(?:#[^)\s]*)?\s*\)/g)]
    .map(([, target]) => target)
    .filter((target) => !/^(?:[a-z]+:|\/)/.test(target))
    .map((target) => join(dirname(page), target))
    .filter((target) => !target.startsWith('api/'));
}

it('finds what is linked to, but for other sites, the reference and code', () => {
  const markdown =
    '[a](./b.md#c) ![d](../e.svg) [f](\n../g.md) [h](https://i.org/j) [k](#l) `[m](n.md)`\n```\n[o](p.md)\n```\n[q](../api/r.md)';
  expect(linksOf('guide/page.md', markdown)).toEqual(['guide/b.md', 'e.svg', 'g.md']);
});

it('all lead to a page or a picture', async () => {
  const found: string[] = [];
  const dead: string[] = [];
  for (const page of await writtenPages()) {
    for (const target of linksOf(page, await readPage(page))) {
      found.push(target);
      if (!existsSync(join(DOCS, target))) dead.push(`docs/${page}: ${target}`);
    }
  }
  expect(found.length).toBeGreaterThan(20);
  expect(dead).toEqual([]);
});
