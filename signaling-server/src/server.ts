/** One HTTP server for everything a tab needs: the client, the data, and the signalling of `signalling.ts`. */
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { setTimeout } from 'node:timers/promises';
import { VERSIONS, type Versions } from '@hearsay/shared/protocol/versions.ts';
import { messageOf } from '@hearsay/shared/util/message-of.ts';
import { Server } from 'socket.io';
import { addressOf } from './addresses.ts';
import { type AnswerSettings, createAnswers, sendText } from './answers.ts';
import { joinCluster, type RedisSettings } from './cluster/join-cluster.ts';
import { trackConnections } from './connections.ts';
import { createGate } from './gate.ts';
import { refuseOtherNames } from './host-names.ts';
import type { IceServers } from './ice/ice-servers.ts';
import { letGo } from './letting-go.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { listen } from './listen.ts';
import { createLog, type Log, refusalsTeller } from './log.ts';
import { isAllowedOrigin } from './origin.ts';
import { createRefusals } from './refusals.ts';
import { createRoomService } from './room-service.ts';
import {
  attachSignalling,
  type SignallingCounts,
  type SignallingServer,
  socketOptions,
  tellRoomOn,
} from './signalling.ts';
import type { TlsPair } from './tls/pair.ts';

/** Milliseconds in which a connection has to agree on how it is encrypted. */
const HANDSHAKE_MS = 10_000;
/** Milliseconds between two lines on what was refused. */
const TELL_MS = 60_000;
/** Milliseconds between two looks at what is to be forgotten or closed. */
const SWEEP_MS = 1000;
export interface ServerSettings extends AnswerSettings {
  /** 0 takes any free port. */
  port: number;
  /** The address to listen on; without it every address of this machine, IPv6 and IPv4. */
  host?: string | undefined;
  /** With a certificate it speaks https alone, else http. */
  tls?: TlsPair | undefined;
  /** By which it may be asked besides by addresses, see `isKnownHost`; by any without. */
  names?: (() => readonly string[]) | undefined;
  /** Where other processes are found that serve the same rooms. */
  redis?: RedisSettings | undefined;
  /** What peers are told to meet by. */
  iceServers?: IceServers | undefined;
  /** Of the protocol, those that are understood; by default those of this program. */
  versions?: Versions;
  /** What differs from `DEFAULT_LIMITS`. */
  limits?: Partial<Limits>;
  /** Without one, warnings go to where errors go. */
  log?: Log;
  /** Uniform in [0, 1); draws whom to introduce. */
  random?: () => number;
  /** Milliseconds, from any origin. */
  now?: () => number;
  /** Resolves after so many milliseconds. */
  wait?: (milliseconds: number) => Promise<void>;
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
  /** Whether it takes new peers. */
  isReady(): boolean;
  /** Shows another certificate to who connects from now on. */
  useCertificate(pair: TlsPair): void;
  /** Takes nobody any more, lets go of who is there within that time, and closes. */
  drain(milliseconds: number): Promise<void>;
  /** Ends every connection and stops listening. Calling it again gives the same promise. */
  close(): Promise<void>;
}

/**
 * Starts listening. Rejects with Node's error (its `code` is EADDRINUSE, EACCES, EADDRNOTAVAIL, ENOTFOUND...)
 * if that is not possible.
 */
export async function startServer(settings: ServerSettings): Promise<RunningServer> {
  const { port, host, tls, names, allowedOrigins = [], trustProxy = false } = settings;
  const {
    versions = VERSIONS,
    random = Math.random,
    now = () => performance.now(),
    wait = setTimeout,
    digest,
    redis,
  } = settings;
  const { log = createLog({ level: 'warn', json: false, rooms: false }) } = settings;
  const limits = { ...DEFAULT_LIMITS, ...settings.limits };
  const startedAt = performance.now();
  let draining = false;
  const isReady = (): boolean => !draining;
  const requestTimeout = 1000 * limits.maxRequestSeconds;
  const patience = {
    requestTimeout,
    headersTimeout: requestTimeout,
    connectionsCheckingInterval: Math.min(SWEEP_MS, requestTimeout / 2),
  };
  const listener = answering(createAnswers(settings, health, isReady), log);
  const https = tls
    ? createTlsServer({ ...tls, ...patience, handshakeTimeout: HANDSHAKE_MS }, listener)
    : null;
  const http = https ?? createServer(patience, listener);
  const refusals = createRefusals((reason) => log.debug({ reason }, 'Something was refused.'));
  // Behind a proxy all connections are its own.
  const socketsEach = trustProxy ? null : limits.maxSocketsPerAddress;
  const connections = trackConnections(http, limits.maxSockets, socketsEach, refusals, now);
  const gate = createGate({ limits, allowedOrigins, trustProxy, refusals, now });
  const io: SignallingServer = new Server(http, {
    ...socketOptions,
    ...gate.options,
    // Requests of one session may come to several processes, and only a WebSocket stays at one.
    ...(redis ? { transports: ['websocket' as const] } : {}),
    allowRequest(request, decide) {
      if (draining) decide('The server is about to stop. Connect again in a moment.', false);
      else if (gate.options.allowRequest) gate.options.allowRequest(request, decide);
      else decide(null, true);
    },
    cors: (request, decide) => decide(null, { origin: isAllowedOrigin(request, allowedOrigins, trustProxy) }),
  });
  gate.attach(io);
  http.on('request', (_request, response) => {
    // What socket.io answers to a message that is too long, where it does not come over a WebSocket.
    response.on('finish', () => response.statusCode === 413 && refusals.count('oversize'));
  });
  if (log.isLevelEnabled('debug')) {
    io.engine.on('connection', ({ request }) => {
      log.debug({ address: addressOf(request, trustProxy) }, 'A socket was opened.');
    });
  }
  const rooms = {
    limits,
    refusals,
    log,
    random,
    now,
    tellRoom: tellRoomOn(io),
    ...(digest ? { digest } : {}),
  };
  const cluster = redis ? await joinCluster(redis, rooms) : null;
  const service = cluster ?? createRoomService(rooms);
  const signalling = attachSignalling(io, {
    gate,
    refusals,
    versions,
    service,
    iceServers: settings.iceServers,
  });
  if (names) refuseOtherNames(http, { names, trustProxy, onRefused: () => refusals.count('other-name') });
  const sweeping = setInterval(() => {
    gate.sweep();
    signalling.sweep();
    // While Redis is away there is nothing to be seen.
    cluster?.tick().catch(() => {});
    connections.sweep();
  }, SWEEP_MS);
  sweeping.unref();
  const telling = setInterval(refusalsTeller(log, refusals.counts), TELL_MS);
  telling.unref();

  function health(): Health {
    const uptimeSeconds = Math.floor((performance.now() - startedAt) / 1000);
    return { status: 'ok', uptimeSeconds, ...signalling.counts() };
  }

  const actualPort = await listen(http, port, host);
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    clearInterval(sweeping);
    clearInterval(telling);
    closing ??= (async () => {
      await cluster?.drain().catch(() => {});
      await new Promise<void>((resolve) => {
        void io.close(() => resolve());
        // io.close waits for each tab to take its leave; one that is frozen would hold it up.
        connections.closeAll();
      });
      await cluster?.close();
    })();
    return closing;
  };
  return {
    port: actualPort,
    url: `${tls ? 'https' : 'http'}://${localName(host)}:${actualPort}`,
    health,
    isReady,
    useCertificate: (pair) => https?.setSecureContext({ ...pair }),
    async drain(milliseconds) {
      draining = true;
      log.info({ peers: signalling.counts().peers }, 'No more peers are taken.');
      await signalling.drain();
      const sockets = [...io.of('/').sockets.values()];
      await letGo(
        sockets.map(({ conn }) => conn),
        milliseconds,
        wait,
      );
      await close();
    },
    close,
  };
}

/** The process goes on, whatever the disk does. */
function answering(respond: RequestListener, log: Log): RequestListener {
  return (request, response) => {
    try {
      respond(request, response);
    } catch (error) {
      log.error({ error: messageOf(error), path: request.url }, 'A request could not be answered.');
      if (!response.headersSent) sendText(response, 500, 'The server could not read this file.\n');
      else response.destroy();
    }
  };
}

/** What to write in a URL to reach a server that listens on `host`, from the same machine. */
function localName(host: string | undefined): string {
  if (host === undefined || host === '' || host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
