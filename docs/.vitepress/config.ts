/** The documentation's site. `npm run build:docs` makes it, `../build/`, and the server has it at /docs/. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { type DefaultTheme, defineConfig } from 'vitepress';

export const BASE = '/docs/';

/** What TypeDoc says of its pages; nothing before the reference was made. */
function referencePages(): DefaultTheme.SidebarItem[] {
  const file = new URL('../api/typedoc-sidebar.json', import.meta.url);
  if (!existsSync(file)) return [];
  // An entry with a slash in its name is inside of one without, which is there besides.
  const outer: DefaultTheme.SidebarItem[] = JSON.parse(readFileSync(file, 'utf8'));
  const entries = outer.flatMap((entry) => [entry, ...(entry.items ?? [])]);
  const groupsAt = (link: string): DefaultTheme.SidebarItem[] =>
    entries.find((entry) => entry.link === link)?.items ?? [];
  return [
    // Open: a group that opens and closes would be a button with a link in it.
    ...groupsAt('/api/hearsay/').map(({ text = '', items = [] }) => ({ text, items })),
    { text: 'hearsay/node', items: groupsAt('/api/hearsay/node/').flatMap(({ items = [] }) => items) },
  ];
}

/** Nothing from elsewhere, and of inline scripts those alone that are in the page now. */
function contentPolicy(html: string): string {
  const inline = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)];
  const hashes = inline.map(([, code]) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`);
  return [
    "default-src 'self'",
    ["script-src 'self'", ...new Set(hashes)].join(' '),
    // Highlighted code has its colours in style attributes.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

export default defineConfig({
  title: 'Hearsay',
  titleTemplate: ':title | Hearsay',
  description: 'Browser tabs that teach each other: peer-to-peer federated learning, by gossip over WebRTC.',
  lang: 'en',
  base: BASE,
  cleanUrls: true,
  // Moved to dist when all of it is there and its links are checked.
  outDir: '.cache/site',
  cacheDir: '.cache/vitepress',
  metaChunk: true,
  head: [
    ['link', { rel: 'icon', type: 'image/svg+xml', href: `${BASE}favicon.svg` }],
    ['meta', { name: 'theme-color', content: '#0a66a8' }],
  ],
  markdown: { theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' } },
  transformPageData(page) {
    if (page.relativePath === 'index.md') page.titleTemplate = 'Browser tabs that teach each other';
  },
  transformHtml(html) {
    const policy = `<meta http-equiv="Content-Security-Policy" content="${contentPolicy(html)}">`;
    return html.replace('<meta charset="utf-8">', (first) => `${first}\n    ${policy}`);
  },
  themeConfig: {
    logo: '/favicon.svg',
    search: { provider: 'local' },
    outline: [2, 3],
    externalLinkIcon: true,
    nav: [
      { text: 'Get started', link: '/get-started' },
      { text: 'Guides', link: '/guide/install', activeMatch: '^/guide/' },
      { text: 'How it works', link: '/how-it-works' },
      { text: 'API', link: '/api/', activeMatch: '^/api/' },
    ],
    sidebar: {
      '/api/': [{ text: 'API reference', link: '/api/' }, ...referencePages()],
      '/': [
        {
          text: 'Introduction',
          items: [
            { text: 'What it is', link: '/' },
            { text: 'Get started in five minutes', link: '/get-started' },
          ],
        },
        {
          text: 'Guides',
          items: [
            { text: 'Install', link: '/guide/install' },
            { text: 'Your model', link: '/guide/model' },
            { text: 'Your data', link: '/guide/data' },
            { text: 'A class’s own task', link: '/guide/own-task' },
            { text: 'Methods', link: '/guide/methods' },
            { text: 'Privacy', link: '/guide/privacy' },
            { text: 'Whom you need to trust', link: '/guide/threats' },
            { text: 'Deployment', link: '/guide/deployment' },
            { text: 'Behind different routers', link: '/guide/turn' },
            { text: 'How large a server', link: '/guide/sizing' },
            { text: 'When something goes wrong', link: '/guide/errors' },
            { text: 'Tests against a room', link: '/guide/testing' },
          ],
        },
        {
          text: 'Understand',
          items: [
            { text: 'How it works', link: '/how-it-works' },
            { text: 'Compared with other systems', link: '/compared' },
            { text: 'The papers, measured', link: '/papers' },
            { text: 'API reference', link: '/api/' },
          ],
        },
      ],
    },
  },
});
