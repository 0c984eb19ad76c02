/** Runs the server from the command line. Ends with 0 when told to stop, and with 1 and one line if it cannot run. */
import { networkInterfaces } from 'node:os';
import { fileURLToPath } from 'node:url';
import { announcement, lanAddresses } from './announcement.ts';
import { docsBuild } from './docs-build.ts';
import { HELP } from './help.ts';
import { DATA_DIRECTORY, prepareMnist } from './mnist.ts';
import { type Options, readOptions } from './options.ts';
import { explainListenError } from './ports.ts';
import { type RunningServer, startServer } from './server.ts';

const CLIENT_DIRECTORY = fileURLToPath(new URL('../../client/site/dist', import.meta.url));
const DOCS_DIRECTORY = fileURLToPath(new URL('../../docs/dist', import.meta.url));

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

async function run(options: Options & { kind: 'run' }): Promise<void> {
  const { port, host, limits, allowedOrigins, trustProxy } = options;
  let server: RunningServer | undefined;
  // From the beginning, so that it also stops at once while the images are being written.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, async () => {
      await server?.close();
      process.exit(0);
    });
  }
  try {
    await prepareMnist(DATA_DIRECTORY);
  } catch (error) {
    fail(`The images could not be prepared. ${error instanceof Error ? error.message : String(error)}`);
  }
  try {
    server = await startServer({
      port,
      host,
      clientDirectory: CLIENT_DIRECTORY,
      dataDirectory: DATA_DIRECTORY,
      docsDirectory: DOCS_DIRECTORY,
      docsPhase: () => docsBuild.phase,
      limits,
      allowedOrigins,
      trustProxy,
    });
  } catch (error) {
    fail(explainListenError(error, port, host) ?? `The server could not start: ${String(error)}`);
  }
  const everywhere = host === undefined || host === '0.0.0.0' || host === '::';
  console.log(announcement(server.url, server.port, everywhere ? lanAddresses(networkInterfaces()) : []));
}

const options = readOptions(process.argv.slice(2), process.env);
if (options.kind === 'help') console.log(HELP);
else if (options.kind === 'error') fail(options.message);
else await run(options);
