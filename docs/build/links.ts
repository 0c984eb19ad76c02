/** Looks in the built pages for links, within the site, to a page, file or heading that is not there. */
import { existsSync, statSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** Stands for the server's origin; nothing is asked of it. */
const ORIGIN = 'http://site.invalid';
/** What the server has outside of the site: the page where rooms begin. */
const ROOMS = '/';

interface Page {
  /** Where it is, from the origin on. */
  readonly url: string;
  readonly ids: ReadonlySet<string>;
  readonly links: readonly string[];
}

/**
 * @param directory with the built site
 * @param base the path that the site has on its server, with slashes at both ends
 * @returns a line for each dead link
 */
export async function deadLinks(directory: string, base: string): Promise<string[]> {
  const pages = new Map<string, Page>();
  for (const file of await readdir(directory, { recursive: true })) {
    if (!file.endsWith('.html')) continue;
    const html = await readFile(join(directory, file), 'utf8');
    const path = relative('', file).split(sep).join('/');
    pages.set(path, {
      url: base + path.replace(/(^|\/)index\.html$/, '$1').replace(/\.html$/, ''),
      ids: new Set(attributes(html, 'id')),
      links: [...attributes(html, 'href'), ...attributes(html, 'src')],
    });
  }
  /** The file that the server answers with; null where it has none. */
  const fileAt = (path: string): string | null => {
    const tried = path === '' || path.endsWith('/') ? [`${path}index.html`] : [path, `${path}.html`];
    const isFile = (file: string): boolean => {
      const at = join(directory, file);
      return existsSync(at) && statSync(at).isFile();
    };
    return tried.find(isFile) ?? null;
  };
  const isDead = (page: Page, link: string): boolean => {
    const { origin, pathname, hash } = new URL(link, ORIGIN + page.url);
    if (origin !== ORIGIN || pathname === ROOMS) return false;
    if (!pathname.startsWith(base)) return true;
    const file = fileAt(decodeURIComponent(pathname.slice(base.length)));
    if (file === null) return true;
    const target = pages.get(file);
    return hash.length > 1 && target !== undefined && !target.ids.has(decodeURIComponent(hash.slice(1)));
  };
  const dead = [...pages.values()].flatMap((page) =>
    [...new Set(page.links)].filter((link) => isDead(page, link)).map((link) => `${page.url}: ${link}`),
  );
  return dead.sort();
}

function attributes(html: string, name: 'id' | 'href' | 'src'): string[] {
  // What is shown as code has its brackets escaped, so that a tag is a tag.
  const tags = html.match(/<[a-z][^<>]*>/gi) ?? [];
  return tags.flatMap((tag) => {
    const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
    return value === undefined ? [] : [unescaped(value)];
  });
}

function unescaped(text: string): string {
  const named: Record<string, string> = {
    '&quot;': '"',
    '&#39;': "'",
    '&lt;': '<',
    '&gt;': '>',
    '&amp;': '&',
  };
  return text.replace(/&(quot|#39|lt|gt|amp);/g, (entity) => named[entity] ?? entity);
}
