/** What a server that reads and changes handshakes can do to peers with a key: nothing but keep them apart. */

import { makeRoomKey } from '@hearsay/shared/protocol/room-key.ts';
import type { KeyTrouble } from 'hearsay/internal/mesh/handshake-guard.ts';
import { createMesh } from 'hearsay/internal/mesh/mesh.ts';
import type { Mesh } from 'hearsay/internal/mesh/mesh-options.ts';
import { createSealer } from 'hearsay/internal/mesh/sealing.ts';
import { nodePlatform } from 'hearsay/internal/node/node-platform.ts';
import { randomBytes } from 'hearsay/internal/random-bytes.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEavesdropper, type Eavesdropper, type Relayed } from './eavesdropper.fake.ts';
import { until } from './until.fake.ts';

const TASK = 'a'.repeat(64);
const KEY = makeRoomKey(randomBytes);
const OTHER_KEY = makeRoomKey(randomBytes);
const ROOM = 'class';
/** Of a handshake that is not sealed. None is so short that it could stand in a sealed one by chance. */
const READABLE = ['fingerprint', 'candidate:', '"offer"', '"sdp"'];
const SDP = 'v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n';

interface Peer {
  readonly mesh: Mesh;
  readonly troubles: KeyTrouble[];
  readonly dropped: string[];
  /** How many neighbours it had at most. */
  most(): number;
  joined(): boolean;
}

function join({ url }: Eavesdropper, key: string): Peer {
  const troubles: KeyTrouble[] = [];
  const dropped: string[] = [];
  let most = 0;
  let joined = false;
  const mesh = createMesh({
    url,
    room: ROOM,
    key,
    neighbours: 'sample',
    webRtc: nodePlatform.webRtc,
    maxModelBytes: 1000,
    task: TASK,
    listener: {
      onJoined: () => {
        joined = true;
      },
      onSize: () => {},
      onNeighbours: (connected) => {
        most = Math.max(most, connected.length);
      },
      onModel: () => {},
      onHeartbeat: () => {},
      onMessage: () => {},
      onDropped: (reason) => dropped.push(reason),
      onKeyTrouble: (trouble) => troubles.push(trouble),
      onOtherTask: () => {},
      onOtherVersions: () => {},
      onRefused: ({ code }) => dropped.push(code),
      onUnreachable: () => {},
      onAttemptFailed() {},
    },
  });
  return { mesh, troubles, dropped, most: () => most, joined: () => joined };
}

/** Two peers, the first in the room before the second comes. */
async function joinBoth(
  between: Eavesdropper,
  keyOfFirst: string,
  keyOfSecond: string,
): Promise<[Peer, Peer]> {
  const first = join(between, keyOfFirst);
  await until(first.joined);
  return [first, join(between, keyOfSecond)];
}

describe('with one key', () => {
  let between: Eavesdropper;
  let peers: readonly Peer[] = [];
  beforeEach(async () => {
    between = await createEavesdropper();
  });
  afterEach(async () => {
    for (const { mesh } of peers) mesh.close();
    peers = [];
    await between.close();
  });
  const joinWith = async (keyOfFirst: string, keyOfSecond: string): Promise<readonly Peer[]> => {
    const both = await joinBoth(between, keyOfFirst, keyOfSecond);
    peers = both;
    return both;
  };

  it('two peers connect, and the server reads nothing of it', async () => {
    const both = await joinWith(KEY, KEY);
    await until(() => both.every(({ most }) => most() === 1));
    const all = between.heard.join('\n');
    expect(all).toContain('sealed');
    for (const word of [KEY, ...READABLE]) expect(all).not.toContain(word);
    expect(both.map(({ dropped }) => dropped)).toEqual([[], []]);
  });

  it('without one, the server reads all of it', async () => {
    const both = await joinWith('', '');
    await until(() => both.every(({ most }) => most() === 1));
    for (const word of READABLE) expect(between.heard.join('\n')).toContain(word);
  });

  const forger = createSealer(ROOM, OTHER_KEY, randomBytes);
  it.each<[string, (signal: Relayed) => Relayed['handshake'], KeyTrouble]>([
    ['an SDP of its own', () => ({ type: 'offer', sdp: SDP }), 'no-key'],
    [
      'one that it sealed with a key of its own',
      ({ from, session }) => forger.seal({ session, from, to: '0'.repeat(16) }, { type: 'offer', sdp: SDP }),
      'other-key',
    ],
    [
      'one of which it changed a letter',
      ({ handshake }) => {
        const box = String(handshake.box);
        return { type: 'sealed', box: `${box.slice(0, 60)}${box[60] === 'A' ? 'B' : 'A'}${box.slice(61)}` };
      },
      'other-key',
    ],
  ])('nobody takes %s in the place of what was sent', async (_, forge, trouble) => {
    // The first peer to send is changed; the answer that it was refused comes through.
    let victim: string | null = null;
    between.change = (signal) => {
      victim ??= signal.from;
      return signal.from === victim ? { ...signal, handshake: forge(signal) } : signal;
    };
    const both = await joinWith(KEY, KEY);
    await until(() => both.some(({ troubles }) => troubles.includes('changed')));
    const [sender, receiver] = both[0].troubles.includes('changed') ? both : [...both].reverse();
    expect(sender.dropped).toContain('changed');
    expect(receiver.troubles).toEqual([trouble]);
    expect(receiver.dropped).toContain(trouble);
    expect(both.map(({ most }) => most())).toEqual([0, 0]);
  });

  it('nobody takes a second time what was sent once', async () => {
    let first: Relayed | null = null;
    between.change = (signal) => {
      first ??= signal;
      return first.from === signal.from ? first : signal;
    };
    const both = await joinWith(KEY, KEY);
    await until(() => both.some(({ dropped }) => dropped.includes('replayed-handshake')));
    expect(both.flatMap(({ troubles }) => troubles)).toEqual([]);
  });
});

/** At the same time: most of it is waiting for what must not come. */
describe.concurrent('with different keys', () => {
  it.each<[string, string, string, KeyTrouble, KeyTrouble]>([
    ['another one', KEY, OTHER_KEY, 'other-key', 'other-key'],
    ['none', KEY, '', 'no-key', 'has-key'],
  ])(
    'who has %s is told, does not connect, and is not tried again',
    async (_, first, second, ...troubles) => {
      const between = await createEavesdropper();
      const both = await joinBoth(between, first, second);
      try {
        await until(() => both.every((peer) => peer.troubles.length > 0));
        await until(() => both.every(({ mesh }) => mesh.neighbours().length === 0));
        expect(both.map((peer) => peer.troubles)).toEqual(troubles.map((trouble) => [trouble]));
        expect(both.map(({ most }) => most())).toEqual([0, 0]);
        // What each tells the other of it is still on its way.
        await new Promise((resolve) => setTimeout(resolve, 1000));
        const { length } = between.heard;
        // Longer than it takes to try again somebody who could not be reached.
        await new Promise((resolve) => setTimeout(resolve, 5000));
        expect(between.heard.slice(length).filter((heard) => heard.includes('signal'))).toEqual([]);
      } finally {
        for (const { mesh } of both) mesh.close();
        await between.close();
      }
    },
  );
});
