/** One HTTP server for everything a tab needs: the client, the data, and the signalling of `signalling.ts`. */
import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { Server } from 'socket.io';
import { trackConnections } from './connections.ts';
import { type DocsPhase, docsMissing } from './docs-build.ts';
import { createGate } from './gate.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { isAllowedOrigin } from './origin.ts';
import { createRefusals } from './refusals.ts';
import {
  attachSignalling,
  type SignallingCounts,
  type SignallingServer,
  socketOptions,
} from './signalling.ts';
import { builtFiles, dataFiles } from './static-files.ts';

/** Milliseconds between two looks at what is to be forgotten or closed. */
const SWEEP_MS = 1000;
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

export interface ServerSettings {
  /** 0 takes any free port. */
  port: number;
  /** The address to listen on; without it every address of this machine, IPv6 and IPv4. */
  host?: string | undefined;
  /** The client's build, with its index.html. It may be missing; the page then says so. */
  clientDirectory: string;
  /** What is served at /data/. */
  dataDirectory: string;
  /** What is served at /docs/, with its index.html. It may be missing; a page then says so. */
  docsDirectory?: string;
  /** Whether that is being built; asked while it is missing. */
  docsPhase?: () => DocsPhase;
  /** What differs from `DEFAULT_LIMITS`. */
  limits?: Partial<Limits>;
  /** Origins of the pages that may use the server besides its own, as `parseOrigin` gives them. */
  allowedOrigins?: readonly string[];
  /** Whether there is a proxy in front that says for whom it asks. Without one anybody could claim any address. */
  trustProxy?: boolean;
  /** Uniform in [0, 1); draws whom to introduce. */
  random?: () => number;
  /** Milliseconds, from any origin. */
  now?: () => number;
  /** What is kept of a peer's token, in hexadecimal digits of which the first are its id; SHA-256 if absent. */
  digest?: (token: string) => string;
}

export interface Health extends SignallingCounts {
  status: 'ok';
  uptimeSeconds: number;
}

export interface RunningServer {
  /** The port it listens on, the actual one if 0 was asked for. */
  port: number;
  /** Where this machine reaches it, with no slash at the end. */
  url: string;
  /** What /health answers. */
  health(): Health;
  /** Ends every connection and stops listening. Calling it again gives the same promise. */
  close(): Promise<void>;
}

/**
 * Starts listening. Rejects with Node's error (its `code` is EADDRINUSE, EACCES, EADDRNOTAVAIL, ENOTFOUND...)
 * if that is not possible.
 */
export async function startServer(settings: ServerSettings): Promise<RunningServer> {
  const { port, host, clientDirectory, dataDirectory, allowedOrigins = [], trustProxy = false } = settings;
  const { docsDirectory, docsPhase = () => 'none' } = settings;
  const { random = Math.random, now = () => performance.now(), digest } = settings;
  const limits = { ...DEFAULT_LIMITS, ...settings.limits };
  const startedAt = performance.now();
  const serveClient = builtFiles(clientDirectory);
  const serveData = dataFiles(dataDirectory);
  const serveDocs = docsDirectory === undefined ? null : builtFiles(docsDirectory);
  const docsAreThere = (): boolean =>
    docsDirectory !== undefined && existsSync(join(docsDirectory, 'index.html'));

  const requestTimeout = 1000 * limits.maxRequestSeconds;
  const patience = {
    requestTimeout,
    headersTimeout: requestTimeout,
    connectionsCheckingInterval: Math.min(SWEEP_MS, requestTimeout / 2),
  };
  const http = createServer(patience, (request, response) => {
    try {
      respond(request, response);
    } catch (error) {
      console.error(`Could not answer ${request.method} ${request.url}: ${String(error)}`);
      if (!response.headersSent) sendText(response, 500, 'The server could not read this file.\n');
      else response.destroy();
    }
  });
  const refusals = createRefusals();
  // Behind a proxy all connections are its own.
  const connections = trackConnections(http, trustProxy ? null : limits.maxSocketsPerAddress, refusals, now);
  const gate = createGate({ limits, allowedOrigins, trustProxy, refusals, now });
  const io: SignallingServer = new Server(http, {
    ...socketOptions,
    ...gate.options,
    cors: (request, decide) => decide(null, { origin: isAllowedOrigin(request, allowedOrigins, trustProxy) }),
  });
  gate.attach(io);
  http.on('request', (_request, response) => {
    // What socket.io answers to a message that is too long, where it does not come over a WebSocket.
    response.on('finish', () => response.statusCode === 413 && refusals.count('oversize'));
  });
  const signalling = attachSignalling(io, {
    limits,
    gate,
    refusals,
    random,
    now,
    ...(digest ? { digest } : {}),
  });
  const sweeping = setInterval(() => {
    gate.sweep();
    signalling.sweep();
    connections.sweep();
  }, SWEEP_MS);
  sweeping.unref();

  function health(): Health {
    const uptimeSeconds = Math.floor((performance.now() - startedAt) / 1000);
    return { status: 'ok', uptimeSeconds, ...signalling.counts() };
  }

  function respond(request: IncomingMessage, response: ServerResponse): void {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    const path = (request.url ?? '/').split('?', 1)[0];
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
      send(response, 200, 'application/json', JSON.stringify(health()));
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
  }

  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(host === undefined ? { port } : { port, host }, () => {
      http.off('error', reject);
      resolve();
    });
  });

  const address = http.address();
  const actualPort = typeof address === 'object' && address ? address.port : port;
  let closing: Promise<void> | undefined;
  return {
    port: actualPort,
    url: `http://${localName(host)}:${actualPort}`,
    health,
    close() {
      clearInterval(sweeping);
      closing ??= new Promise((resolve) => {
        void io.close(() => resolve());
        // io.close waits for each tab to take its leave; one that is frozen would hold it up.
        connections.closeAll();
      });
      return closing;
    },
  };
}

/** What to write in a URL to reach a server that listens on `host`, from the same machine. */
function localName(host: string | undefined): string {
  if (host === undefined || host === '' || host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

function sendText(response: ServerResponse, status: number, text: string): void {
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
