/** `npm run examples`: installs and builds what is needed, then serves the pages and the signalling server they meet at. */
import { buildLibrary, checkNode, installPackages } from '../../signaling-server/launch/prepare.mjs';

const PAGES_PORT = 5173;
/** The one that the pages look for. */
const SERVER_PORT = 8080;

async function main() {
  checkNode();
  await installPackages();
  await buildLibrary();
  const tsx = await import('tsx/esm/api');
  tsx.register();
  const { serveExamples } = await import('./serve.ts');
  const { url, close } = await serveExamples({ port: PAGES_PORT, serverPort: SERVER_PORT });
  console.log(`\n  The examples:  ${url}\n  To stop: press Ctrl-C.\n`);
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, async () => {
      await close();
      process.exit(0);
    });
  }
}

main().catch((error) => {
  const [, port] = /EADDRINUSE.*:(\d+)|Port (\d+) is already in use/.exec(error.message) ?? [];
  console.error(port ? `Port ${port} is in use. Stop what uses it, and try again.` : error.message);
  process.exit(1);
});
