/** Runs the server from the command line. Ends with 0 when told to stop, and with 1 and one line if it cannot run. */
import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { messageOf } from '@hearsay/shared/util/message-of.ts';
import { announcement, lanAddresses } from './announcement.ts';
import { docsBuild } from './docs-build.ts';
import { HELP } from './help.ts';
import { createIceServers, type IceServers } from './ice/ice-servers.ts';
import { openSecretFile } from './ice/secret-file.ts';
import { createLog, type Log } from './log.ts';
import type { Measured } from './metrics.ts';
import { DATA_DIRECTORY, prepareMnist } from './mnist.ts';
import { type Options, readOptions } from './options.ts';
import { ownNames } from './own-names.ts';
import { explainListenError } from './ports.ts';
import { type RunningServer, startServer } from './server.ts';
import { namesOf } from './tls/pair.ts';
import { type TlsSource, tlsOfFiles, tlsOfOwn } from './tls/source.ts';

const CLIENT_DIRECTORY = fileURLToPath(new URL('../../client/site/dist', import.meta.url));
const DOCS_DIRECTORY = fileURLToPath(new URL('../../docs/dist', import.meta.url));
/** Keeps the certificate that the server makes for itself. */
const CERTIFICATE_DIRECTORY = fileURLToPath(new URL('../.cache/certificate', import.meta.url));

/** Milliseconds that closing may take, after which the process ends all the same. */
const CLOSE_MS = 5000;

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

type Run = Options & { kind: 'run' };

async function run(options: Run): Promise<void> {
  const { port, host, limits, allowedOrigins, trustProxy, redis } = options;
  const log = createLog(options.log);
  const tls = await openTls(options).catch((error: unknown) => fail(messageOf(error)));
  const iceServers = openIceServers(options, log);
  let certified = tls ? namesOf(tls.pair.cert) : [];
  let server: RunningServer | undefined;
  let stopping = false;
  // From the beginning, so that it also stops at once while the images are being written.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, async () => {
      // Who says it again does not want to wait.
      if (stopping) process.exit(0);
      stopping = true;
      const drainMs = signal === 'SIGTERM' ? 1000 * options.drainSeconds : 0;
      setTimeout(() => process.exit(1), drainMs + CLOSE_MS).unref();
      await (drainMs > 0 ? server?.drain(drainMs) : server?.close());
      process.exit(0);
    });
  }
  try {
    await prepareMnist(DATA_DIRECTORY);
  } catch (error) {
    fail(`The images could not be prepared. ${messageOf(error)}`);
  }
  try {
    server = await startServer({
      port,
      host,
      tls: tls?.pair,
      httpsOnly: tls !== null && tls.selfSignedFile === null,
      names: namesFor(options, () => certified),
      clientDirectory: CLIENT_DIRECTORY,
      dataDirectory: DATA_DIRECTORY,
      docsDirectory: DOCS_DIRECTORY,
      docsPhase: () => docsBuild.phase,
      limits,
      log,
      allowedOrigins,
      trustProxy,
      redis: redis === null ? undefined : { url: redis, onTrouble: (what) => sayRedis(log, what) },
      iceServers,
    });
  } catch (error) {
    if (redis !== null && isOfConnection(error)) {
      const { host: where } = new URL(redis);
      fail(`Redis cannot be reached at ${where}: ${messageOf(error)} Start it, or leave --redis out.`);
    }
    fail(explainListenError(error, port, host) ?? `The server could not start: ${String(error)}`);
  }
  const { health, isReady } = server;
  if (options.metrics) await openMetrics(options.metrics, { counts: health, isReady });
  tls?.follow(
    (pair) => {
      certified = namesOf(pair.cert);
      server?.useCertificate(pair);
      log.info('Another certificate is used from now on.');
    },
    (message) => log.warn(message),
  );
  log.info({ url: server.url }, 'Hearsay is running.');
  if (options.log.json) return;
  const everywhere = host === undefined || host === '0.0.0.0' || host === '::';
  console.log(
    announcement({
      localUrl: server.url,
      port: server.port,
      lan: everywhere ? lanAddresses(networkInterfaces()) : [],
      names: tls === null || tls.selfSignedFile !== null ? [] : certified.filter(isOneName),
      selfSignedFile: tls?.selfSignedFile ?? null,
    }),
  );
}

function sayRedis(log: Log, what: string | null): void {
  if (what === null) log.warn('Redis can be reached again.');
  else log.warn({ error: what }, 'Redis cannot be reached. Rooms that are served here go on.');
}

/** Of a connection that was to be made, and not of one to listen for. */
const isOfConnection = (error: unknown): boolean =>
  error instanceof Error && (!('syscall' in error) || error.syscall !== 'listen');

async function openMetrics(at: { port: number; host: string }, measured: Measured): Promise<void> {
  // Only who asks for it waits for it to load.
  const { startMetrics } = await import('./metrics.ts');
  try {
    await startMetrics(at.port, at.host, measured);
  } catch (error) {
    const explained = explainListenError(error, at.port, at.host, 'metrics-');
    fail(explained ?? `The metrics could not be served: ${String(error)}`);
  }
}

const isOneName = (name: string): boolean => isIP(name) === 0 && !name.startsWith('*');

const namesOfMachine = ({ host, names }: Run): string[] => [
  ...ownNames({ hostname: hostname(), interfaces: networkInterfaces() }, host),
  ...names,
];

/** By which it may be asked; undefined for any. @param certified those of the certificate of now */
function namesFor(options: Run, certified: () => readonly string[]): (() => string[]) | undefined {
  // A proxy passes on what it was told to, and may be asked by names that nobody knows here.
  if (options.trustProxy && options.names.length === 0) return undefined;
  const own = namesOfMachine(options);
  return () => [...own, ...certified()];
}

/** @throws Error with one line that says what to do */
async function openTls(options: Run): Promise<TlsSource | null> {
  const { tls } = options;
  if (tls === null) return null;
  if (tls !== 'own') return tlsOfFiles(resolve(tls.cert), resolve(tls.key));
  return tlsOfOwn(CERTIFICATE_DIRECTORY, () =>
    // A certificate has names of this machine alone: with a star they are of others too.
    namesOfMachine(options).filter((name) => !name.startsWith('*')),
  );
}

/** What peers are told to meet by; undefined for nothing. */
function openIceServers({ iceServers: servers, turn }: Run, log: Log): IceServers | undefined {
  if (turn === null) return servers.length === 0 ? undefined : createIceServers({ servers, turn });
  try {
    const { secret } = openSecretFile(resolve(turn.secretFile), (message) => log.warn(message));
    return createIceServers({ servers, turn: { urls: turn.urls, secret } });
  } catch (error) {
    fail(messageOf(error));
  }
}

const options = readOptions(process.argv.slice(2), process.env);
if (options.kind === 'help') console.log(HELP);
else if (options.kind === 'error') fail(options.message);
else await run(options);
