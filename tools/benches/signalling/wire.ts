/**
 * Peers that speak to the servers by hand, over bare WebSockets: with the real clients, whoever makes the load would cost several
 * times what is measured.
 */
import { WebSocket } from 'ws';
import type { Kind } from './contestant.ts';

export interface WirePeer {
  readonly id: string;
  /** Peers that it was introduced to, when it joined or later. */
  introduced(): number;
  /** Resolves when it has heard that it was passed on, or, where servers say nothing, at once. */
  send(to: string, handshake: object): Promise<void>;
  onSignal(heard: () => void): void;
  close(): void;
}

interface Entry {
  readonly port: number;
  readonly number: number;
  readonly room: string;
}

const SESSION = '0123456789abcdef';
/** As PeerJS' client does it. */
const HEARTBEAT_MS = 5000;

/** Connects and joins. Rejects where either is refused. */
export function joinBy(kind: Kind, entry: Entry): Promise<WirePeer> {
  return kind === 'peerjs' ? joinPeerJs(entry) : joinSocketIo(entry);
}

interface JoinReply {
  readonly ok: boolean;
  readonly id: string;
  readonly peers: readonly string[];
  readonly message?: string;
}

function joinSocketIo({ port, number, room }: Entry): Promise<WirePeer> {
  return new Promise((resolve, reject) => {
    const socket = open(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`, reject);
    const replies = new Map<number, (content: unknown) => void>();
    let asked = 0;
    let introduced = 0;
    let hear = (): void => {};
    const ask = (name: string, content: object): Promise<unknown> =>
      new Promise((answered) => {
        asked += 1;
        replies.set(asked, answered);
        socket.send(`42${asked}${JSON.stringify([name, content])}`);
      });

    async function join(): Promise<void> {
      const token = number.toString(16).padStart(32, '0');
      const reply = (await ask('join', { room, token })) as JoinReply;
      if (!reply.ok) return reject(new Error(reply.message));
      introduced += reply.peers.length;
      resolve({
        id: reply.id,
        introduced: () => introduced,
        send: (to, handshake) => ask('signal', { to, session: SESSION, handshake }).then(okOrThrow),
        onSignal: (heard) => {
          hear = heard;
        },
        close: () => socket.close(),
      });
    }

    // Of engine.io: 0 open, 2 ping, 3 pong, 4 message; in a message, of socket.io: 0 connected, 2 event, 3 answer, 4 refused.
    socket.on('message', (data) => {
      const text = String(data);
      if (text === '2') socket.send('3');
      else if (text.startsWith('0')) socket.send('40');
      else if (text.startsWith('40')) void join();
      else if (text.startsWith('42["signal"')) hear();
      else if (text.startsWith('42["introduction"')) introduced += 1;
      else if (text.startsWith('43')) {
        const start = text.indexOf('[');
        const id = Number(text.slice(2, start));
        replies.get(id)?.(JSON.parse(text.slice(start))[0]);
        replies.delete(id);
      } else if (text.startsWith('44')) reject(new Error(text.slice(2)));
    });
  });
}

function okOrThrow(reply: unknown): void {
  const { ok, message } = reply as JoinReply;
  if (!ok) throw new Error(message);
}

/** A peer of PeerJS has joined once its socket is open: there are no rooms, and nobody is introduced. */
function joinPeerJs({ port, number }: Entry): Promise<WirePeer> {
  return new Promise((resolve, reject) => {
    const id = String(number);
    const socket = open(
      `ws://127.0.0.1:${port}/peerjs?key=peerjs&id=${id}&token=${number}&version=1.5.5`,
      reject,
    );
    let hear = (): void => {};
    let beating: NodeJS.Timeout | undefined;
    socket.on('open', () => {
      beating = setInterval(() => socket.send('{"type":"HEARTBEAT"}'), HEARTBEAT_MS);
    });
    socket.on('close', () => clearInterval(beating));
    socket.on('message', (data) => {
      const { type, payload } = JSON.parse(String(data));
      if (type === 'OFFER') hear();
      else if (type === 'OPEN') {
        resolve({
          id,
          introduced: () => 0,
          send: async (to, handshake) =>
            socket.send(JSON.stringify({ type: 'OFFER', dst: to, payload: handshake })),
          onSignal: (heard) => {
            hear = heard;
          },
          close: () => socket.close(),
        });
      } else reject(new Error(`${type}: ${JSON.stringify(payload)}`));
    });
  });
}

function open(url: string, onRefused: (error: Error) => void): WebSocket {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  socket.on('error', onRefused);
  socket.on('close', (code) => onRefused(new Error(`The server has closed the connection: ${code}.`)));
  return socket;
}
