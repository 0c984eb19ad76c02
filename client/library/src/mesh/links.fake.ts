/** Links in place of WebRTC's, for many meshes in one process: messages take a moment, and what is to go wrong does. */
import {
  type MeshMessage,
  parseMeshMessage,
  type Relay,
  writeMeshMessage,
} from '@hearsay/shared/protocol/mesh-message.ts';
import type { Envelope, Handshake, PeerId } from '@hearsay/shared/protocol/signalling.ts';
import type { Link, LinkOptions } from './link.ts';
import { recordEvidence } from './link-evidence.ts';

/** Milliseconds that a message takes. */
export const LATENCY_MS = 20;
/** Milliseconds until an attempt that cannot succeed is given up, as ICE does. */
const ICE_FAILURE_MS = 10_000;

interface End {
  /** In its offer or answer, so that the other end finds it. */
  readonly number: number;
  readonly options: LinkOptions;
  readonly initiator: boolean;
  other: End | null;
  state: 'connecting' | 'open' | 'broken' | 'closed';
  lastHeard: number;
}

export interface SentMessage {
  readonly from: PeerId;
  readonly to: PeerId;
  readonly message: MeshMessage;
}

export interface FakeLinks {
  readonly createLink: (options: LinkOptions) => Link;
  /** Ends that were ever made. */
  made(): number;
  /** Ends that were made and not closed by whoever made them. */
  count(): number;
  /** The numbers of both ends of each open link, the smaller first. */
  open(): string[];
  /** What each end was made with, in the order in which they were made. */
  readonly configurations: RTCConfiguration[];
  /** Whose links were told of another network, each time. */
  readonly restarts: PeerId[];
  /** What came for links that were open already. */
  readonly taken: Handshake[];
  /** All messages that went over links, apart from heartbeats and models. */
  readonly sent: SentMessage[];
  /** Told by the server as by relays: whose end a handshake comes from. */
  learnOwner(from: PeerId, handshake: Envelope): void;
  /** Says something to a neighbour that the mesh of that peer would not. */
  say(from: PeerId, to: PeerId, message: MeshMessage): void;
  /** Breaks the link of two. @param noticed by whom at once; the others hear nothing any more */
  breakLink(a: PeerId, b: PeerId, noticed: readonly PeerId[]): void;
  /** Between whom nothing gets through. */
  blocks: (a: PeerId, b: PeerId) => boolean;
}

export function createFakeLinks(): FakeLinks {
  const ends = new Map<number, End>();
  const owners = new Map<number, PeerId>();
  const sent: SentMessage[] = [];
  const configurations: RTCConfiguration[] = [];
  const restarts: PeerId[] = [];
  const taken: Handshake[] = [];
  let made = 0;

  const ownerOf = ({ number }: End): PeerId => owners.get(number) ?? '';
  const passes = (end: End): boolean => end.other !== null && !links.blocks(ownerOf(end), ownerOf(end.other));
  const later = (act: () => void): void => void setTimeout(act, LATENCY_MS);

  /** Arrives at the other end, if that is still there. */
  const deliver = (end: End, act: (other: End) => void): void => {
    if (end.state !== 'open' || !passes(end)) return;
    later(() => {
      if (end.other?.state !== 'open') return;
      end.other.lastHeard = performance.now();
      act(end.other);
    });
  };

  const finish = (end: End, goodbye: boolean): void => {
    if (end.state === 'closed') return;
    end.state = 'closed';
    ends.delete(end.number);
    end.options.listener.onClosed(goodbye ? 'goodbye' : 'broken');
  };

  const failLater = (end: End): void => {
    setTimeout(() => end.state === 'connecting' && finish(end, false), ICE_FAILURE_MS);
  };

  const connect = (offering: End, answering: End): void => {
    offering.other = answering;
    answering.other = offering;
    if (!passes(offering)) {
      failLater(offering);
      failLater(answering);
      return;
    }
    for (const end of [offering, answering]) {
      later(() => {
        if (end.state !== 'connecting' || end.other?.state === 'closed') return;
        end.state = 'open';
        end.lastHeard = performance.now();
        end.options.listener.onConnected();
      });
    }
  };

  const sendMessage = (end: End, message: MeshMessage): boolean => {
    const bytes = writeMeshMessage(message);
    if (bytes === null) return false;
    if (message.type === 'relay' && message.from === ownerOf(end))
      learnOwner(message.from, message.handshake);
    if (end.other) sent.push({ from: ownerOf(end), to: ownerOf(end.other), message });
    deliver(end, ({ options }) => {
      const arrived = parseMeshMessage(bytes);
      if (arrived) options.listener.onMessage(arrived);
    });
    return true;
  };

  const learnOwner = (from: PeerId, handshake: Envelope): void => {
    if ('sdp' in handshake) owners.set(Number(handshake.sdp), from);
  };

  const between = (a: PeerId, b: PeerId): End[] =>
    [...ends.values()].filter(
      (end) =>
        end.state === 'open' &&
        end.other !== null &&
        [ownerOf(end), ownerOf(end.other)].sort().join() === [a, b].sort().join(),
    );

  const links: FakeLinks = {
    createLink(options) {
      made += 1;
      configurations.push(options.configuration());
      const end: End = {
        number: made,
        options,
        initiator: options.initiator,
        other: null,
        state: 'connecting',
        lastHeard: performance.now(),
      };
      ends.set(end.number, end);
      const say = (handshake: Handshake): void => {
        setTimeout(() => end.state === 'connecting' && options.listener.onHandshake(handshake), 0);
      };
      const sayAll = (type: 'offer' | 'answer'): void => {
        say({ type, sdp: String(end.number) });
        say({ type: 'candidate', candidate: { candidate: `of ${end.number}` } });
      };
      if (end.initiator) sayAll('offer');
      return {
        traffic: { bytesSent: 0, bytesReceived: 0, modelsSent: 0, modelsReceived: 0, roundTripMs: null },
        path: 'direct',
        evidence: recordEvidence(options.configuration()),
        fingerprints: () => ({ own: String(end.number), theirs: String(end.other?.number ?? '') }),
        silentMs: () => performance.now() - end.lastHeard,
        receiveHandshake(handshake) {
          if (end.state === 'open') taken.push(handshake);
          if (end.state !== 'connecting' || handshake.type === 'candidate') return;
          // As simple-peer, which cannot take what does not belong to its state.
          if ((handshake.type === 'answer') !== end.initiator || end.other) {
            finish(end, false);
            return;
          }
          const other = ends.get(Number(handshake.sdp));
          if (handshake.type === 'offer') {
            sayAll('answer');
            if (!other) failLater(end);
          } else if (other) connect(end, other);
          else finish(end, false);
        },
        sendModel: (model) => deliver(end, (other) => other.options.listener.onModel(model, () => {})),
        sendHeartbeat: (updates) => deliver(end, (other) => other.options.listener.onHeartbeat(updates)),
        sendMessage: (message) => sendMessage(end, message),
        restart: () => restarts.push(ownerOf(end)),
        close() {
          deliver(end, (other) => finish(other, true));
          finish(end, false);
        },
      };
    },
    made: () => made,
    count: () => ends.size,
    open: () =>
      [...ends.values()].flatMap(({ state, number, other }) =>
        state === 'open' && other?.state === 'open' && number < other.number
          ? [`${number}-${other.number}`]
          : [],
      ),
    configurations,
    restarts,
    taken,
    sent,
    learnOwner,
    say(from, to, message) {
      for (const end of between(from, to)) if (ownerOf(end) === from) sendMessage(end, message);
    },
    breakLink(a, b, noticed) {
      for (const end of between(a, b)) end.state = 'broken';
      for (const end of [...ends.values()]) {
        if (end.state === 'broken' && noticed.includes(ownerOf(end))) finish(end, false);
      }
    },
    blocks: () => false,
  };
  return links;
}

/** Where a relay stood when it was sent: from the one it is from, or to the one it is for. */
export function isWithinTwoHops({ from, to, message }: SentMessage & { message: Relay }): boolean {
  return message.from === from || message.to === to;
}
