/** Serves the examples, and the signalling server beside them: on another port, so of another origin than the pages. */
import { networkInterfaces } from 'node:os';
import { fileURLToPath } from 'node:url';
import { lanAddresses } from '@hearsay/signaling-server/announcement.ts';
import { startServer } from '@hearsay/signaling-server/server.ts';
import { createServer } from 'vite';
import { installLibrary } from './install.ts';

const EXAMPLES = fileURLToPath(new URL('..', import.meta.url));
const NOTHING = fileURLToPath(new URL('../serve/nothing', import.meta.url));

export interface ServedExamples {
  readonly url: string;
  /** Of the signalling server. */
  readonly server: string;
  close(): Promise<void>;
}

/** @param ports 0 takes any free one @throws Error with the code EADDRINUSE, or that a port is in use */
export async function serveExamples(ports: { port: number; serverPort: number }): Promise<ServedExamples> {
  installLibrary();
  const vite = await createServer({
    root: EXAMPLES,
    configFile: fileURLToPath(new URL('../vite.config.ts', import.meta.url)),
    server: { port: ports.port, strictPort: ports.port !== 0, host: true },
    logLevel: 'warn',
    clearScreen: false,
  });
  await vite.listen();
  const address = vite.httpServer?.address();
  const port = typeof address === 'object' && address !== null ? address.port : ports.port;
  const names = ['localhost', '127.0.0.1', ...lanAddresses(networkInterfaces())];
  try {
    const server = await startServer({
      port: ports.serverPort,
      clientDirectory: NOTHING,
      dataDirectory: NOTHING,
      allowedOrigins: names.map((name) => `http://${name}:${port}`),
    });
    return {
      url: `http://localhost:${port}/`,
      server: server.url,
      async close() {
        await Promise.all([vite.close(), server.close()]);
      },
    };
  } catch (error) {
    await vite.close();
    throw error;
  }
}
