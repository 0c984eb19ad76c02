/** Whether the documentation is being built by this process; `npm start` tells, and the server explains it at /docs/. */

/** `none`: nobody builds it, or it is done. */
export type DocsPhase = 'none' | 'building' | 'failed';

export const docsBuild: { phase: DocsPhase } = { phase: 'none' };

const PATIENCE_SECONDS = 3;

const TEXTS: Record<DocsPhase, { title: string; text: string }> = {
  building: {
    title: 'The documentation is being built',
    text: `It takes about half a minute after the first start. This page looks again every ${PATIENCE_SECONDS} seconds and
shows it as soon as it is there. <a href="/">Rooms</a> are open already.`,
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

/** The page at /docs/ until the documentation is there. It has no script, so that any policy lets it look again. */
export function docsMissing(phase: DocsPhase): string {
  const { title, text } = TEXTS[phase];
  const again = phase === 'building' ? `<meta http-equiv="refresh" content="${PATIENCE_SECONDS}">\n` : '';
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${again}<title>Hearsay: ${title.toLowerCase()}</title>
<main>
<h1>${title}</h1>
<p>${text}</p>
</main>
</html>
`;
}
