/**
 * Who a peer is, so that others need not take anybody's word for it. A peer has an Ed25519 key pair, and its id is a digest of the
 * public key: whoever is shown a key can see whose it is, and nobody is needed who vouches for it. Both the key pair and the token
 * that the server is told come from one secret, which is kept where the run is, so that a peer that was reloaded is still the same.
 * From the token nobody finds the key pair.
 *
 * It signs three things, none of which can be taken for another: that it joins (for the server, which gives it that id), that it is
 * one end of a link (for the other end), and its own reports (for the whole room). A server that is older gives ids of its own making;
 * then a peer signs nothing, and counts as one that cannot.
 *
 * An id has 64 bits. To find another key for one that is there takes some 2^64 keys; for one of n ids, 2^64 / n.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { PeerId, Proof } from '../protocol/signalling.ts';
import { toBase64Url } from '../util/base64url.ts';
import { isSigned, publicKeyOf, sign } from './host-key.ts';
import type { Report } from './report.ts';
import { createSigners, type Signers } from './signers.ts';

/** Hexadecimal digits of a token, and of an id. */
const TOKEN_DIGITS = 32;
const ID_DIGITS = 16;

/** A link, as the end that signs sees it. The fingerprints are of the two certificates of DTLS, in the words of SDP. */
export interface NamedLink {
  readonly room: string;
  /** Names the attempt to connect. */
  readonly session: string;
  readonly from: PeerId;
  readonly to: PeerId;
  readonly fromFingerprint: string;
  readonly toFingerprint: string;
}

export interface Identity {
  /** What the server is to give it. */
  readonly id: PeerId;
  /** See `JoinSchema`. */
  readonly token: string;
  /** @param challenge see `proofText` */
  proveJoin(room: string, challenge: string): Proof;
  proveLink(link: NamedLink): Proof;
  proveReport(room: string, report: Report): Proof;
  /** Whether the end `from` of a link has shown that it is that peer. */
  isLinkProof(proof: Proof, link: NamedLink): boolean;
  /** Others that are known to sign. */
  readonly signers: Signers;
}

/** What the digest is of that a peer with this public key has its id from. */
export const nameOfKey = (key: string): string => `hearsay peer ${key}`;

/** @param key public, as base64url */
export const idOfKey = (key: string): PeerId => digest(nameOfKey(key)).slice(0, ID_DIGITS);

const digest = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

/** What is signed by who joins. */
export const joinText = (room: string, challenge: string): string =>
  JSON.stringify(['hearsay join 1', room, challenge]);

const linkText = ({ room, session, from, to, fromFingerprint, toFingerprint }: NamedLink): string =>
  JSON.stringify(['hearsay link 1', room, session, from, to, fromFingerprint, toFingerprint]);

/** What is signed of a report: all its keys, those of later versions too, in an order that does not depend on who passed it on. */
export function reportText(room: string, report: Report): string {
  const entries = Object.entries(report).filter(([, value]) => value !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(['hearsay report 1', room, entries]);
}

/** @param secret any text with 128 bits or more that nobody else knows */
export function makeIdentity(secret: string): Identity {
  const signing = toBase64Url(sha256(utf8ToBytes(`hearsay identity 1 ${secret}`)));
  const key = publicKeyOf(signing);
  const prove = (text: string): Proof => ({ key, signature: sign(text, signing) });
  return {
    id: idOfKey(key),
    token: digest(`hearsay token 1 ${secret}`).slice(0, TOKEN_DIGITS),
    proveJoin: (room, challenge) => prove(joinText(room, challenge)),
    proveLink: (link) => prove(linkText(link)),
    proveReport: (room, report) => prove(reportText(room, report)),
    isLinkProof: (proof, link) =>
      idOfKey(proof.key) === link.from && isSigned(linkText(link), proof.signature, proof.key),
    signers: createSigners(),
  };
}
