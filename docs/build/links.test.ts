import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { deadLinks } from './links.ts';

let site: string;
beforeEach(async () => {
  site = await mkdtemp(join(tmpdir(), 'hearsay-docs-'));
  await mkdir(join(site, 'guide'));
  await writeFile(join(site, 'guide', 'index.html'), '<h2 id="it’s-here">x</h2>');
  await writeFile(join(site, 'guide', 'data.html'), '<h2 id="a&amp;b">x</h2>');
  await writeFile(join(site, 'picture.svg'), '<svg/>');
});
afterEach(() => rm(site, { recursive: true }));

async function deadIn(html: string): Promise<string[]> {
  await writeFile(join(site, 'index.html'), html);
  return deadLinks(site, '/docs/');
}

it('lets links pass that lead to a page, a file, a heading, a room, or elsewhere', async () => {
  const good = [
    '<a id="top" href="#top">',
    '<a href="/docs/guide/">',
    '<a href="/docs/guide/data">',
    '<a href="./guide/data.html#a&amp;b">',
    '<a href="/docs/guide/#it%E2%80%99s-here">',
    '<a href="/#room=demo&amp;auto=1">',
    '<a href="https://example.org/nowhere#x">',
    '<img src="/docs/picture.svg">',
    '<code>&lt;a href="/docs/in-code"&gt;</code>',
  ];
  expect(await deadIn(good.join('\n'))).toEqual([]);
});

it.each([
  ['a page', '/docs/guide/model'],
  ['a heading', '/docs/guide/data#c'],
  ['a heading of its own page', '#nowhere'],
  ['a relative page', 'guide/model'],
  ['a folder without a page', '/docs/assets/'],
  ['what the server does not have', '/guide/data'],
])('finds a link to %s that is not there', async (_what, link) => {
  expect(await deadIn(`<a href="${link}">`)).toEqual([`/docs/: ${link}`]);
});

it('finds a picture that is not there', async () => {
  expect(await deadIn('<img alt="" src="/docs/picture.png">')).toEqual(['/docs/: /docs/picture.png']);
});

// They are read in the repository, where no build looks at them.
it.each(['README.md', 'CONTRIBUTING.md'])('%s has no dead links to files and headings', async (name) => {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const text = await readFile(join(root, name), 'utf8');
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(
    ([, heading]) =>
      `#${heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-')}`,
  );
  const links = [...text.matchAll(/\]\(([^()\s]+)\)/g)].map(([, link]) => link);
  const own = links.filter((link) => !/^https?:/.test(link));
  expect(own.filter((link) => !headings.includes(link) && !existsSync(join(root, link)))).toEqual([]);
});
