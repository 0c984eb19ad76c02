/** What a connection says of itself while it is made: why it is not, where it is not. */
import type { Handshake } from '@hearsay/shared/protocol/signalling.ts';

export interface LinkEvidence {
  /** The other end has answered, or began itself. */
  readonly answered: boolean;
  /** It said how it can be reached. */
  readonly heard: boolean;
  /** How this end can be reached: the types of its candidates, but for those that TCP alone leads to. */
  readonly ways: ReadonlySet<string>;
  /** The TURN servers that this end was to ask. */
  readonly relays: readonly string[];
  /** The answer of one that does not serve it. */
  readonly refusal: { readonly url: string; readonly status: number } | null;
}

export interface EvidenceRecorder extends LinkEvidence {
  onOwn(handshake: Handshake): void;
  onTheirs(handshake: Handshake): void;
  onError(event: Pick<RTCPeerConnectionIceErrorEvent, 'errorCode' | 'url'>): void;
}

/** Of STUN, where a server has said no: RFC 8489, section 14.8. Beyond them is what browsers say of one that is silent. */
const isRefusal = (status: number): boolean => status >= 400 && status < 700;

export function recordEvidence({ iceServers = [] }: RTCConfiguration): EvidenceRecorder {
  const ways = new Set<string>();
  const record = {
    answered: false,
    heard: false,
    ways,
    relays: iceServers.flatMap(({ urls }) => urls).filter((url) => /^turns?:/i.test(url)),
    refusal: null as LinkEvidence['refusal'],
    onOwn(handshake: Handshake) {
      if (handshake.type !== 'candidate') return;
      const [, protocol, type] = /^\S+ \d+ (\w+) .* typ (\w+)/.exec(handshake.candidate.candidate) ?? [];
      if (type !== undefined && protocol.toLowerCase() === 'udp') ways.add(type);
    },
    onTheirs(handshake: Handshake) {
      const isCandidate = handshake.type === 'candidate';
      record.answered ||= !isCandidate;
      record.heard ||= isCandidate
        ? handshake.candidate.candidate !== ''
        : handshake.sdp.includes('a=candidate:');
    },
    onError({ errorCode: status, url }: Pick<RTCPeerConnectionIceErrorEvent, 'errorCode' | 'url'>) {
      if (isRefusal(status) && /^turns?:/i.test(url)) record.refusal ??= { url, status };
    },
  };
  return record;
}
