/** Serves the classroom with a class that is made up, from source: see `class-page.fake.tsx`. */
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const CLIENT = fileURLToPath(new URL('../../../client', import.meta.url));
const PATH = '/class';
const PAGE = `<!doctype html>
<html lang="en">
  <head><title>A class that is made up</title><meta name="viewport" content="width=device-width"></head>
  <body><div id="app"></div><script type="module" src="/src/app/classroom/class-page.fake.tsx"></script></body>
</html>`;

export interface ServedClass {
  /** Of the page; its query says how large the class is. */
  readonly url: string;
  close(): Promise<void>;
}

export async function serveClass(): Promise<ServedClass> {
  const server = await createServer({
    root: CLIENT,
    configFile: `${CLIENT}/vite.config.ts`,
    logLevel: 'error',
    server: { host: '127.0.0.1', port: 0, hmr: false, watch: null },
    plugins: [
      {
        name: 'class',
        configureServer({ middlewares, transformIndexHtml }) {
          middlewares.use(PATH, (_request, response) => {
            void transformIndexHtml(PATH, PAGE).then((html) => {
              response.setHeader('content-type', 'text/html');
              response.end(html);
            });
          });
        },
      },
    ],
  });
  await server.listen();
  const [origin] = server.resolvedUrls?.local ?? [];
  if (origin === undefined) throw new Error('Vite has no address.');
  return { url: new URL(PATH, origin).href, close: () => server.close() };
}
