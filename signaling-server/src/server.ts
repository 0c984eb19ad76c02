/** One HTTP server for everything a tab needs: the client, the data, and the signalling of `signalling.ts`. */
import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { Server } from 'socket.io';
import {
  attachSignalling,
  type SignallingCounts,
  type SignallingServer,
  socketOptions,
} from './signalling.ts';
import { clientFiles, dataFiles } from './static-files.ts';

/** Most connections at once; more are closed as they come. */
const MAX_CONNECTIONS = 20_000;

const DATA_PATH = '/data';

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
  /** Uniform in [0, 1); draws whom to introduce. */
  random?: () => number;
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
  const { port, host, clientDirectory, dataDirectory, random = Math.random } = settings;
  const startedAt = performance.now();
  const serveClient = clientFiles(clientDirectory);
  const serveData = dataFiles(dataDirectory);

  const http = createServer((request, response) => {
    try {
      respond(request, response);
    } catch (error) {
      console.error(`Could not answer ${request.method} ${request.url}: ${String(error)}`);
      if (!response.headersSent) sendText(response, 500, 'The server could not read this file.\n');
      else response.destroy();
    }
  });
  http.maxConnections = MAX_CONNECTIONS;
  const connections = trackConnections(http);
  const io: SignallingServer = new Server(http, socketOptions);
  const counts = attachSignalling(io, random);

  function health(): Health {
    return { status: 'ok', uptimeSeconds: Math.floor((performance.now() - startedAt) / 1000), ...counts() };
  }

  function respond(request: IncomingMessage, response: ServerResponse): void {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    const path = (request.url ?? '/').split('?', 1)[0];
    const notFound = () => sendText(response, 404, 'There is nothing at this address.\n');
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      sendText(response, 405, 'Only GET and HEAD are served here.\n');
    } else if (path === '/health') {
      send(response, 200, 'application/json', JSON.stringify(health()));
    } else if (path.startsWith(`${DATA_PATH}/`)) {
      request.url = path.slice(DATA_PATH.length);
      serveData(request, response, notFound);
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
      closing ??= new Promise((resolve) => {
        void io.close(() => resolve());
        // io.close waits for each tab to take its leave; one that is frozen would hold it up.
        for (const connection of connections) connection.destroy();
      });
      return closing;
    },
  };
}

/** The open TCP connections of a server, also those that became WebSockets, which Node forgets about. */
function trackConnections(http: ReturnType<typeof createServer>): Set<Socket> {
  const connections = new Set<Socket>();
  http.on('connection', (connection) => {
    connections.add(connection);
    connection.on('close', () => connections.delete(connection));
  });
  return connections;
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
