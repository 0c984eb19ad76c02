import { makeRoomKey } from '@hearsay/shared/protocol/room-key.ts';
import type { Envelope, Handshake, SignalRequest } from '@hearsay/shared/protocol/signalling.ts';
import { describe, expect, it } from 'vitest';
import { createHandshakeGuard, type KeyTrouble, MAX_STRANGERS } from './handshake-guard.ts';

const SESSION = '0123456789abcdef';
const A = '00000000000000aa';
const B = '00000000000000bb';
const offer: Handshake = { type: 'offer', sdp: 'v=0' };
const KEY = makeRoomKey((count) => new Uint8Array(count).fill(1));
const OTHER_KEY = makeRoomKey((count) => new Uint8Array(count).fill(2));

/** A peer of the room whose guard answers go to `sent`. */
function peer(self: string, key: string, now = () => 1e12) {
  const sent: SignalRequest[] = [];
  const troubles: KeyTrouble[] = [];
  const dropped: string[] = [];
  const guard = createHandshakeGuard({
    room: 'demo',
    key,
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    now,
    onTrouble: (_, trouble) => troubles.push(trouble),
    onDropped: (reason) => dropped.push(reason),
  });
  return {
    self,
    sent,
    troubles,
    dropped,
    guard,
    offerTo: (to: string) => guard.seal(self, to, SESSION, offer),
    receive: (from: string, { session, handshake }: SignalRequest, isVouchedFor = true) =>
      guard.open(self, { from, session, handshake }, (signal) => sent.push(signal), isVouchedFor),
  };
}
/** What is the same after each has asked the other to seal for it as it is now. */
function meet(a: TestPeer, b: TestPeer): void {
  b.receive(a.self, a.offerTo(b.self));
  const [again] = b.sent.splice(0);
  expect(a.receive(b.self, again)).toBeNull();
  const [offered] = a.sent.splice(0);
  expect(b.receive(a.self, offered)).toEqual({ from: a.self, session: SESSION, handshake: offer });
}
type TestPeer = ReturnType<typeof peer>;

/** Passes on what the guards say to each other, until they have nothing to say. @returns how many messages it were */
function passOn(a: TestPeer, b: TestPeer): number {
  let passed = 0;
  for (; a.sent.length + b.sent.length > 0 && passed < 100; passed++) {
    const [from, to] = a.sent.length > 0 ? [a, b] : [b, a];
    to.receive(from.self, from.sent.shift()!);
  }
  return passed;
}

describe('the guard', () => {
  it.each([
    ['no key', ''],
    ['one key', KEY],
  ])('lets handshakes through between peers with %s', (_, key) => {
    const [a, b] = [peer(A, key), peer(B, key)];
    if (key !== '') meet(a, b);
    expect(b.receive(A, a.offerTo(B))).toEqual({ from: A, session: SESSION, handshake: offer });
    expect(b.dropped).toEqual([]);
  });

  it('lets a peer through that comes back under its name, and not what it said before', () => {
    const [a, b] = [peer(A, KEY), peer(B, KEY)];
    meet(a, b);
    const said = Array.from({ length: 100 }, () => a.offerTo(B));
    for (const signal of said) expect(b.receive(A, signal)).not.toBeNull();
    // An hour earlier: its clock was set back.
    const again = peer(A, KEY, () => 1e12 - 3_600_000);
    meet(again, b);
    expect(b.receive(A, again.offerTo(B))).not.toBeNull();
    expect(said.map((signal) => b.receive(A, signal))).toEqual(said.map(() => null));
  });

  it.each<[string, string, KeyTrouble, KeyTrouble]>([
    [KEY, OTHER_KEY, 'other-key', 'other-key'],
    [KEY, '', 'no-key', 'has-key'],
    ['', KEY, 'has-key', 'no-key'],
  ])('parts peers with the keys "%s" and "%s", each told once', (keyOfA, keyOfB, troubleOfA, troubleOfB) => {
    const [a, b] = [peer(A, keyOfA), peer(B, keyOfB)];
    for (let i = 0; i < 3; i++) expect(b.receive(A, a.offerTo(B))).toBeNull();
    expect(passOn(a, b)).toBe(2);
    expect([a.troubles, b.troubles]).toEqual([[troubleOfA], [troubleOfB]]);
    expect([a.guard.isStranger(B), b.guard.isStranger(A)]).toEqual([true, true]);
    expect(b.dropped).toEqual(new Array(4).fill(troubleOfB));
  });

  it('tells the sender that what it sent was changed, and takes what comes whole afterwards', () => {
    const [a, b] = [peer(A, KEY), peer(B, KEY)];
    meet(a, b);
    const forged: SignalRequest = {
      to: B,
      session: SESSION,
      handshake: peer(A, OTHER_KEY).offerTo(B).handshake,
    };
    expect(b.receive(A, forged)).toBeNull();
    expect(passOn(a, b)).toBe(1);
    expect([a.troubles, b.troubles]).toEqual([['changed'], ['other-key']]);
    expect([a.dropped, b.dropped]).toEqual([['changed'], ['other-key']]);
    expect(b.receive(A, a.offerTo(B))?.handshake).toEqual(offer);
    expect(b.guard.isStranger(A)).toBe(false);
  });

  it('asks for what was said before it knew the other, whole and in order, once', () => {
    const [a, b] = [peer(A, KEY), peer(B, KEY)];
    const candidate: Handshake = { type: 'candidate', candidate: { candidate: 'c' } };
    const said = [a.offerTo(B), a.guard.seal(A, B, SESSION, candidate)];
    expect(said.map((signal) => b.receive(A, signal))).toEqual([null, null]);
    const [again, ...more] = b.sent.splice(0);
    expect(more).toEqual([]);
    a.receive(B, again);
    expect(a.receive(B, again)).toBeNull();
    expect(a.sent.map((signal) => b.receive(A, signal)?.handshake)).toEqual([offer, candidate]);
    expect([a.dropped, b.dropped]).toEqual([['replayed-handshake'], []]);
  });

  it('takes nothing that was said to it before it was loaded anew, and counts that', () => {
    const [a, b] = [peer(A, KEY), peer(B, KEY)];
    meet(a, b);
    const said = a.offerTo(B);
    expect(b.receive(A, said)).not.toBeNull();
    const reloaded = peer(B, KEY);
    expect(reloaded.receive(A, said)).toBeNull();
    expect(reloaded.dropped).toEqual(['stale-handshake']);
    // The other does not say again what was answered long ago.
    const answer = b.guard.seal(B, A, SESSION, { type: 'answer', sdp: 'v=0' });
    expect(a.receive(B, answer)).not.toBeNull();
    a.receive(B, reloaded.sent[0]);
    expect(a.sent).toEqual([]);
  });

  it('takes no refusal of what it has not said since it was loaded', () => {
    const [a, b] = [peer(A, KEY), peer(B, KEY)];
    b.receive(A, { ...a.offerTo(B), handshake: peer(A, OTHER_KEY).offerTo(B).handshake });
    const [declined] = b.sent;
    const reloaded = peer(A, KEY);
    expect(reloaded.receive(B, declined)).toBeNull();
    expect([reloaded.dropped, reloaded.troubles]).toEqual([['replayed-handshake'], []]);
  });

  it('drops what is sent again', () => {
    const [a, b] = [peer(A, KEY), peer(B, KEY)];
    meet(a, b);
    const sealed = a.offerTo(B);
    b.receive(A, sealed);
    expect(b.receive(A, sealed)).toBeNull();
    expect(b.dropped).toEqual(['replayed-handshake']);
    expect(b.guard.isStranger(A)).toBe(false);
  });

  it('takes no refusal without a key, where there is nothing to refuse', () => {
    const b = peer(B, '');
    expect(b.receive(A, { to: B, session: SESSION, handshake: { type: 'declined' } })).toBeNull();
    expect([b.dropped, b.troubles]).toEqual([['invalid-signalling'], []]);
  });

  it.each<[string, Envelope]>([
    [KEY, offer],
    [KEY, peer(A, OTHER_KEY).offerTo(B).handshake],
    ['', peer(A, KEY).offerTo(B).handshake],
  ])('holds nothing against whom somebody else speaks for, with the key "%s"', (key, handshake) => {
    const b = peer(B, key);
    expect(b.receive(A, { to: B, session: SESSION, handshake }, false)).toBeNull();
    expect(b.sent).toEqual([]);
    expect([b.dropped, b.troubles, b.guard.isStranger(A)]).toEqual([['relay-refused'], [], false]);
    // From the server it is what it seems.
    b.receive(A, { to: B, session: SESSION, handshake });
    expect(b.guard.isStranger(A)).toBe(true);
  });

  it('opens what was passed on by somebody else, where it was sealed with the key', () => {
    const [a, b] = [peer(A, KEY), peer(B, KEY)];
    meet(a, b);
    expect(b.receive(A, a.offerTo(B), false)?.handshake).toEqual(offer);
  });

  it('remembers a bounded number of strangers', () => {
    const b = peer(B, KEY);
    const ids = Array.from({ length: MAX_STRANGERS + 1 }, (_, i) => i.toString(16).padStart(16, '0'));
    for (const id of ids) b.receive(id, { to: B, session: SESSION, handshake: offer });
    expect(ids.filter(b.guard.isStranger)).toEqual(ids.slice(1));
  });
});
