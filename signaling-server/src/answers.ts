/** What is answered over HTTP: the client, the documentation, the data, and how the server is. */
import { existsSync } from 'node:fs';
import type { RequestListener, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { type DocsPhase, docsMissing } from './docs-build.ts';
import { isAllowedOrigin } from './origin.ts';
import { framing, pagePolicy, securityHeaders } from './security-headers.ts';
import { builtFiles, dataFiles } from './static-files.ts';

/** Seconds for which a browser remembers that it may ask for parts of files from another page. */
const PREFLIGHT_SECONDS = 3600;

const DATA_PATH = '/data';
const DOCS_PATH = '/docs';

const CLIENT_MISSING = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Hearsay: not built yet</title>
<p>The signalling server is running, but the page to show here is not built yet.</p>
<p>Stop the server and start it with <code>npm start</code>, which builds the page first, or run
<code>npm run build</code> and reload. Under <code>npm run dev</code> the page is at
<a href="http://localhost:5173">localhost:5173</a>.</p>
</html>
`;

export interface AnswerSettings {
  /** The client's build, with its index.html. It may be missing; the page then says so. */
  clientDirectory: string;
  /** What is served at /data/. */
  dataDirectory: string;
  /** What is served at /docs/, with its index.html. It may be missing; a page then says so. */
  docsDirectory?: string;
  /** Whether that is being built; asked while it is missing. */
  docsPhase?: () => DocsPhase;
  /** Origins of the pages that may use the server besides its own, as `parseOrigin` gives them. */
  allowedOrigins?: readonly string[];
  /** Whether there is a proxy in front that says for whom it asks. Without one anybody could claim any address. */
  trustProxy?: boolean;
  /** See `SecuritySettings`. */
  httpsOnly?: boolean;
}

/** @param health what /health answers @param isReady whether new peers are taken */
export function createAnswers(
  settings: AnswerSettings,
  health: () => object,
  isReady: () => boolean,
): RequestListener {
  const { clientDirectory, dataDirectory, docsDirectory, docsPhase = () => 'none' } = settings;
  const { allowedOrigins = [], trustProxy = false, httpsOnly = false } = settings;
  const security = { allowedOrigins, trustProxy, httpsOnly };
  const serveClient = builtFiles(clientDirectory);
  const serveData = dataFiles(dataDirectory);
  const serveDocs = docsDirectory === undefined ? null : builtFiles(docsDirectory);
  const docsAreThere = (): boolean =>
    docsDirectory !== undefined && existsSync(join(docsDirectory, 'index.html'));

  return (request, response) => {
    for (const [name, value] of Object.entries(securityHeaders(request, security)))
      response.setHeader(name, value);
    const path = (request.url ?? '/').split('?', 1)[0];
    const isDocs = path === DOCS_PATH || path.startsWith(`${DOCS_PATH}/`);
    response.setHeader('Content-Security-Policy', isDocs ? framing(security) : pagePolicy(request, security));
    const notFound = () => sendText(response, 404, 'There is nothing at this address.\n');
    const { origin } = request.headers;
    const allowed = origin !== undefined && isAllowedOrigin(request, allowedOrigins, trustProxy);
    if (allowedOrigins.length > 0) response.setHeader('Vary', 'Origin');
    if (allowed) response.setHeader('Access-Control-Allow-Origin', origin);
    if (request.method === 'OPTIONS' && allowed) {
      response.setHeader('Access-Control-Allow-Methods', 'GET, HEAD');
      response.setHeader('Access-Control-Allow-Headers', 'Range');
      response.setHeader('Access-Control-Max-Age', PREFLIGHT_SECONDS);
      response.writeHead(204).end();
    } else if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      sendText(response, 405, 'Only GET and HEAD are served here.\n');
    } else if (path === '/health') {
      // A page that may not use the server asks whether it is there.
      response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
      send(response, 200, 'application/json', JSON.stringify(health()));
    } else if (path === '/ready') {
      const status = isReady() ? 'ready' : 'draining';
      send(response, isReady() ? 200 : 503, 'application/json', JSON.stringify({ status }));
    } else if (path.startsWith(`${DATA_PATH}/`)) {
      request.url = path.slice(DATA_PATH.length);
      serveData(request, response, notFound);
    } else if (path === DOCS_PATH) {
      response.writeHead(308, { Location: `${DOCS_PATH}/`, 'Content-Length': 0 }).end();
    } else if (path.startsWith(`${DOCS_PATH}/`)) {
      if (serveDocs && docsAreThere()) {
        // Its pages bring a content policy of their own.
        request.url = path.slice(DOCS_PATH.length);
        serveDocs(request, response, notFound);
      } else {
        const { headers, html } = docsMissing(docsPhase());
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
        send(response, 503, 'text/html;charset=utf-8', html);
      }
    } else if ((path === '/' || path === '/index.html') && !existsSync(join(clientDirectory, 'index.html'))) {
      send(response, 503, 'text/html;charset=utf-8', CLIENT_MISSING);
    } else {
      serveClient(request, response, notFound);
    }
  };
}

export function sendText(response: ServerResponse, status: number, text: string): void {
  send(response, status, 'text/plain;charset=utf-8', text);
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
  });
  response.end(body);
}
