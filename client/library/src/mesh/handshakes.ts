/**
 * The ways that handshakes take: through the server, or over a neighbour of both ends, so that a room goes on making links
 * when its server is gone. Also passes on those of others, from one neighbour to another and no further. All that leave and
 * come in go through the guard, which seals them where the room has a key.
 */
import type { MeshMessage, Relay } from '@hearsay/shared/protocol/mesh-message.ts';
import type {
  Full,
  Handshake,
  PeerId,
  RelayedSignal,
  SignalRequest,
} from '@hearsay/shared/protocol/signalling.ts';
import type { HandshakeGuard, PlainSignal } from './handshake-guard.ts';

/** The neighbour that relays; null: the server does. */
export type Route = PeerId | null;

export interface HandshakesOptions {
  readonly guard: HandshakeGuard;
  readonly toServer: (signal: SignalRequest) => void;
  /** @returns false where there is no open link to that neighbour */
  readonly toNeighbour: (neighbour: PeerId, message: MeshMessage) => boolean;
  /** A handshake for this peer, and the way it came. */
  readonly onSignal: (signal: PlainSignal, route: Route) => void;
  /** The neighbour cannot pass on what belongs to this session. */
  readonly onUnreachable: (to: PeerId, session: string) => void;
  readonly onDropped: (reason: string) => void;
}

export interface Handshakes {
  send(self: PeerId, to: PeerId, session: string, handshake: Handshake | Full, route: Route): void;
  /** From the server. */
  receive(self: PeerId, relayed: RelayedSignal): void;
  /** From a neighbour: for this peer, or to be passed on. */
  receiveRelay(self: PeerId, neighbour: PeerId, relay: Relay): void;
}

export function createHandshakes(options: HandshakesOptions): Handshakes {
  const { guard, toServer, toNeighbour, onSignal, onUnreachable, onDropped } = options;

  const put = (self: PeerId, { to, session, handshake }: SignalRequest, route: Route): void => {
    if (route === null) toServer({ to, session, handshake });
    else if (!toNeighbour(route, { type: 'relay', from: self, to, session, handshake })) {
      onUnreachable(to, session);
    }
  };

  const take = (self: PeerId, relayed: RelayedSignal, route: Route): void => {
    // Only the server vouches for whom a handshake is from.
    const answer = (said: SignalRequest): void => put(self, said, route);
    const signal = guard.open(self, relayed, answer, route === null);
    if (signal !== null) onSignal(signal, route);
  };

  return {
    send(self, to, session, handshake, route) {
      put(self, guard.seal(self, to, session, handshake), route);
    },
    receive: (self, relayed) => take(self, relayed, null),
    receiveRelay(self, neighbour, relay) {
      const { from, to, session, handshake } = relay;
      if (to === self && from !== neighbour && from !== self) {
        take(self, { from, session, handshake }, neighbour);
      } else if (from === neighbour && to !== self && to !== neighbour) {
        if (!toNeighbour(to, relay)) toNeighbour(neighbour, { type: 'unreachable', to, session });
      } else {
        // Nobody speaks for another, and nothing goes further than over one peer.
        onDropped('relay-refused');
      }
    },
  };
}
