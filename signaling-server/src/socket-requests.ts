/** What one socket asks for: what is of its room goes on to the room's service, the rest is answered here. */
import type {
  IceAnswer,
  Introduce,
  Introduction,
  Join,
  Joined,
  PeerId,
  Refusal,
  SignalRequest,
} from '@hearsay/shared/protocol/signalling.ts';
import type { IceServers } from './ice/ice-servers.ts';
import type { Answer, Connection, Refuse, Requests } from './requests.ts';
import { isIdentity, isProof } from './room-proof.ts';
import { JOIN_COST } from './room-service.ts';

/** What all sockets have in common. */
export interface ServerOfSockets {
  readonly iceServers: IceServers | undefined;
  /** Of the protocol. */
  readonly version: number;
  /** Nobody joins any more. */
  readonly isDraining: boolean;
  refuse(answer: Refuse, refusal: Refusal): void;
}

/** Of a connection, what is needed here. @property challenge random, and no other connection's: see `proofText` */
export type SocketOfRequests = Pick<Connection, 'reconnect' | 'charge'> & { readonly challenge: string };

/** A class, since every socket has one: methods are shared, and closures are not. */
export class SocketRequests {
  readonly #server: ServerOfSockets;
  readonly #requests: Requests;
  readonly #connection: SocketOfRequests;
  /** Who it is, while it is in a room. */
  #self: PeerId | null = null;

  constructor(server: ServerOfSockets, requests: Requests, connection: SocketOfRequests) {
    this.#server = server;
    this.#requests = requests;
    this.#connection = connection;
  }

  join({ proof, identity, ...request }: Join, answer: Answer<Joined>): void {
    const { isDraining, iceServers, version, refuse } = this.#server;
    const { challenge } = this.#connection;
    if (isDraining) {
      // No refusal, which is for good: who has lost the connection tries again.
      this.#connection.reconnect();
      return;
    }
    const badProof = proof && !isProof(proof, request.room, challenge);
    if (badProof || (identity && !isIdentity(identity, request.room, challenge))) {
      this.#connection.charge(JOIN_COST);
      const what = badProof ? 'your link has the key of the room' : 'you are who you say';
      const message = `What should prove that ${what} is not of this connection. Reload the page.`;
      refuse(answer, { reason: 'bad-proof', message });
      return;
    }
    const roomKey = proof === null ? null : proof?.key;
    this.#requests.join({ ...request, roomKey, ownKey: identity?.key }, (reply) => {
      if (!reply.ok) {
        answer(reply);
        return;
      }
      this.#self = reply.id;
      const ice = iceServers ? { ice: iceServers(reply.id) } : {};
      answer({ ...reply, version, ...ice });
    });
  }

  introduce(request: Introduce, answer: Answer<Introduction>): void {
    this.#requests.introduce(request, answer);
  }

  signal(request: SignalRequest, answer: Answer<object>): void {
    this.#requests.signal(request, answer);
  }

  ice(_: object, answer: Answer<IceAnswer>): void {
    const { iceServers, refuse } = this.#server;
    if (this.#self !== null && iceServers) answer({ ok: true, ice: iceServers(this.#self) });
    else if (this.#self === null) {
      refuse(answer, { reason: 'not-joined', message: 'Join a room before asking for ICE servers.' });
    } else refuse(answer, { reason: 'unknown-event', message: 'This server knows of no ICE servers.' });
  }

  leave(request: undefined, answer: Answer<object>): void {
    this.#self = null;
    this.#requests.leave(request, answer);
  }

  gone(): void {
    this.#requests.gone();
  }
}
