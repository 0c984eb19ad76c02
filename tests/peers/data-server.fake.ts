/** A server with MNIST and without the page: what headless peers need. */
import { DATA_DIRECTORY, prepareMnist } from '@hearsay/signaling-server/mnist.ts';
import { type RunningServer, startServer } from '@hearsay/signaling-server/server.ts';

export async function startDataServer(): Promise<RunningServer> {
  await prepareMnist(DATA_DIRECTORY);
  // Any directory without an index.html will do for the page.
  return startServer({
    port: 0,
    host: '127.0.0.1',
    clientDirectory: import.meta.dirname,
    dataDirectory: DATA_DIRECTORY,
  });
}
