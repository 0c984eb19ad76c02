import type { Server } from 'node:net';

/**
 * @param host every address of this machine without one
 * @returns the port, the actual one if 0 was asked for
 * @throws Node's error (its `code` is EADDRINUSE, EACCES, EADDRNOTAVAIL, ENOTFOUND...) if that is not possible
 */
export async function listen(server: Server, port: number, host?: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(host === undefined ? { port } : { port, host }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  return typeof address === 'object' && address ? address.port : port;
}
