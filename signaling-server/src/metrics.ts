/** What the server counts, for Prometheus, on a port of its own: what a process is like inside is not for everybody. */
import { createServer } from 'node:http';
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { sendText } from './answers.ts';
import { listen } from './listen.ts';
import { REFUSAL_REASONS } from './refusals.ts';
import type { SignallingCounts } from './signalling.ts';

export interface Measured {
  readonly counts: () => SignallingCounts;
  readonly isReady: () => boolean;
}

/** Besides the server's own those of the process and of Node: memory, processor time, open files, lag of the event loop. */
function createMetrics({ counts, isReady }: Measured): Registry {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const total = (name: string, help: string, read: () => number): void => {
    const counter: Counter = new Counter({
      name,
      help,
      registers,
      collect() {
        counter.reset();
        counter.inc(read());
      },
    });
  };
  const level = (name: string, help: string, read: () => number): void => {
    const gauge: Gauge = new Gauge({ name, help, registers, collect: () => gauge.set(read()) });
  };
  total('hearsay_joins_total', 'Peers that joined a room.', () => counts().joined);
  total('hearsay_relays_total', 'Handshakes that were passed on.', () => counts().relayed);
  level('hearsay_sockets', 'Open sockets, but for refused ones.', () => counts().sockets);
  level('hearsay_rooms', 'Rooms with at least one peer.', () => counts().rooms);
  level('hearsay_peers', 'Peers in all rooms.', () => counts().peers);
  level('hearsay_ready', 'Whether new peers are taken: 1, or 0 on the way to an end.', () =>
    Number(isReady()),
  );
  const refusals: Counter<'reason'> = new Counter({
    name: 'hearsay_refusals_total',
    help: 'What was refused, by reason.',
    labelNames: ['reason'],
    registers,
    collect() {
      refusals.reset();
      const { refused } = counts();
      // All of them from the beginning: a rate needs a number before the first.
      for (const reason of REFUSAL_REASONS) refusals.inc({ reason }, refused[reason] ?? 0);
    },
  });
  return registry;
}

export interface MetricsServer {
  readonly port: number;
  close(): void;
}

/** Serves /metrics. Rejects with Node's error where it cannot listen. */
export async function startMetrics(port: number, host: string, measured: Measured): Promise<MetricsServer> {
  const registry = createMetrics(measured);
  const http = createServer(async (request, response) => {
    if (request.method !== 'GET' || request.url?.split('?', 1)[0] !== '/metrics') {
      sendText(response, 404, 'There is nothing at this address but /metrics.\n');
      return;
    }
    const text = await registry.metrics();
    response.writeHead(200, { 'Content-Type': registry.contentType, 'Cache-Control': 'no-store' }).end(text);
  });
  return {
    port: await listen(http, port, host),
    close() {
      http.close();
      http.closeAllConnections();
    },
  };
}
