/** A real signalling server with somebody in front of it who reads everything, and may change what is relayed. */
import { createServer } from 'node:http';
import { startServer } from '@hearsay/signaling-server/server.ts';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';

/** A relayed signal, as it reaches a peer. */
export interface Relayed {
  readonly from: string;
  readonly session: string;
  readonly handshake: { readonly type: string; readonly [name: string]: unknown };
}

export interface Eavesdropper {
  readonly url: string;
  /** All that came from peers and went to them, as JSON. */
  readonly heard: string[];
  /** What becomes of a relayed signal; the same by default. */
  change: (signal: Relayed) => Relayed;
  close(): Promise<void>;
}

export async function createEavesdropper(): Promise<Eavesdropper> {
  const server = await startServer({ port: 0, host: '127.0.0.1', clientDirectory: '', dataDirectory: '' });
  const http = createServer();
  const front = new Server(http);
  front.on('connection', (peer) => {
    const behind = io(server.url, { forceNew: true, transports: ['websocket'] });
    // What is acknowledged has its callback as the last argument, which passes the answer on.
    peer.onAny((event: string, ...values: unknown[]) => {
      eavesdropper.heard.push(JSON.stringify([event, ...values]));
      // As a server that does not ask for proofs: they are of a connection to it.
      if (event === 'join') values[0] = { ...(values[0] as object), proof: undefined };
      behind.emit(event, ...values);
    });
    behind.onAny((event: string, value: unknown) => {
      eavesdropper.heard.push(JSON.stringify([event, value]));
      peer.emit(event, event === 'signal' ? eavesdropper.change(value as Relayed) : value);
    });
    peer.on('disconnect', () => behind.disconnect());
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  const eavesdropper: Eavesdropper = {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    heard: [],
    change: (signal) => signal,
    async close() {
      await front.close();
      await server.close();
    },
  };
  return eavesdropper;
}
