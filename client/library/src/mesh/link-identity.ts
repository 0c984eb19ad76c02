/**
 * Whether the other end of a link is the peer that it says it is. Each end shows it with its first message, by a signature of what no
 * other link has: both ends' certificates, and the session. So neither the server, nor a neighbour that passes handshakes on, can be in
 * somebody else's place, or between two. Who shows nothing, as older pages do, is taken for who it says, unless that peer is known to
 * sign.
 */
import type { PeerId, Proof } from '@hearsay/shared/protocol/signalling.ts';
import type { Identity } from '@hearsay/shared/room/identity.ts';
import type { Link } from './link.ts';

export interface LinkOfTwo {
  readonly self: PeerId;
  readonly other: PeerId;
  readonly session: string;
  readonly link: Pick<Link, 'fingerprints'>;
}

export interface LinkIdentity {
  /** What to say of itself; nothing where the server has given it another id, or it has no key. */
  show(link: LinkOfTwo): { readonly identity?: Proof };
  /** @param shown what the other end said; `forged`: it is not that peer, or does not say so though that one always would */
  check(link: LinkOfTwo, shown: Proof | undefined): 'shown' | 'unknown' | 'forged';
  /** Whether it should have shown who it is. */
  isSigner(id: PeerId): boolean;
}

/** @param identity of this peer; where there is none, nobody is asked for one */
export function createLinkIdentity(room: string, identity: Identity | undefined): LinkIdentity {
  const isSigner = (id: PeerId): boolean => identity?.signers.has(id) ?? false;
  return {
    isSigner,
    show({ self, other, session, link }) {
      if (identity?.id !== self) return {};
      const { own, theirs } = link.fingerprints();
      const ends = { from: self, to: other, fromFingerprint: own, toFingerprint: theirs };
      return { identity: identity.proveLink({ room, session, ...ends }) };
    },
    check({ self, other, session, link }, shown) {
      if (identity === undefined) return 'unknown';
      if (shown === undefined) return isSigner(other) ? 'forged' : 'unknown';
      const { own, theirs } = link.fingerprints();
      const ends = { from: other, to: self, fromFingerprint: theirs, toFingerprint: own };
      return identity.isLinkProof(shown, { room, session, ...ends }) ? 'shown' : 'forged';
    },
  };
}
