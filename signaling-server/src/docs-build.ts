/** Whether the documentation is being built by this process; `npm start` tells, and the server explains it at /docs/. */
import { createHash } from 'node:crypto';

/** `none`: nobody builds it, or it is done. */
export type DocsPhase = 'none' | 'building' | 'failed';

export const docsBuild: { phase: DocsPhase } = { phase: 'none' };

/** Between two looks at whether it is there. */
const PATIENCE_SECONDS = 2;

const TEXTS: Record<DocsPhase, { title: string; text: string }> = {
  building: {
    title: 'The documentation is being built',
    text: `It takes a minute or so, once. This page shows it as soon as it is there. <a href="/">Rooms</a> are open already.`,
  },
  failed: {
    title: 'The documentation could not be built',
    text: `The reason stands where the server was started. <code>npm run build:docs</code> tries again; then reload.
<a href="/">Rooms</a> work without it.`,
  },
  none: {
    title: 'The documentation is not built yet',
    text: `Run <code>npm run build:docs</code> and reload, or start the server with <code>npm start</code>, which does it by
itself. <a href="/">Rooms</a> work without it.`,
  },
};

// Reloading every few seconds would begin anew for who listens to the page or reads it enlarged.
const LOOK_AGAIN = `setInterval(async () => {
  const { headers } = await fetch(location.href, { method: 'HEAD' });
  if (!headers.has('Retry-After')) location.reload();
}, ${PATIENCE_SECONDS * 1000});`;
const LOOK_AGAIN_HASH = createHash('sha256').update(LOOK_AGAIN).digest('base64');

/** The page at /docs/ until the documentation is there. */
export function docsMissing(phase: DocsPhase): { headers: Record<string, string>; html: string } {
  const { title, text } = TEXTS[phase];
  const isBuilding = phase === 'building';
  const again = `<noscript><p>Reload it in a while.</p></noscript>\n<script>${LOOK_AGAIN}</script>\n`;
  return {
    headers: {
      'Content-Security-Policy': `default-src 'none'; img-src 'self'; connect-src 'self'; script-src 'sha256-${LOOK_AGAIN_HASH}'`,
      ...(isBuilding ? { 'Retry-After': String(PATIENCE_SECONDS) } : {}),
    },
    html: `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" type="image/svg+xml" href="/favicon.svg">
<title>Hearsay: ${title.toLowerCase()}</title>
<main>
<h1>${title}</h1>
<p>${text}</p>
${isBuilding ? again : ''}</main>
</html>
`,
  };
}
