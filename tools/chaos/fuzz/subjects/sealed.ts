/** Sealed handshakes: whatever comes in their place is not opened, and what was sealed counts once. */

import { makeRoomKey } from '@hearsay/shared/protocol/room-key.ts';
import type { Envelope, SignalRequest } from '@hearsay/shared/protocol/signalling.ts';
import type { Random } from '@hearsay/shared/util/random/random.ts';
import { createHandshakeGuard, type HandshakeGuard } from 'hearsay/internal/mesh/handshake-guard.ts';
import { chance, mutateBytes, pick } from '../mutate.ts';
import { must, type Subject } from '../subject.ts';
import { ENVELOPES } from './signalling.ts';

const EPISODE = 20;
const SESSION = '00000000000000ff';
const SENDER = '00000000000000aa';
const RECEIVER = '00000000000000bb';
const ROOM = 'demo';

export const sealed: Subject = {
  name: 'sealed',
  episode(random) {
    const randomBytes = bytesOf(random);
    const key = makeRoomKey(randomBytes);
    const of = () =>
      createHandshakeGuard({ room: ROOM, key, randomBytes, onTrouble: () => {}, onDropped: () => {} });
    const [sender, receiver] = [of(), of()];
    meet(sender, receiver);
    for (let input = 0; input < EPISODE; input++) {
      const { handshake } = sender.seal(SENDER, RECEIVER, SESSION, { type: 'offer', sdp: `v=${input}` });
      const [from, session, envelope] = changed(handshake, random);
      let answers = 0;
      const open = (what: Envelope) =>
        receiver.open(
          RECEIVER,
          { from, session, handshake: what },
          (answer: SignalRequest) => {
            answers += 1;
            must(answer.to === from, 'an answer goes back', answer);
          },
          true,
        );
      const same = envelope === handshake && from === SENDER && session === SESSION;
      const opened = open(envelope);
      must((opened !== null) === same, 'what was sealed is opened, and nothing else', envelope);
      must(open(envelope) === null, 'nothing counts twice', envelope);
      must(answers <= 1, 'a stranger is told once', answers);
    }
    return EPISODE;
  },
};

/** The receiver asks for the first offer again, and so the sender knows what to seal for. */
function meet(sender: HandshakeGuard, receiver: HandshakeGuard): void {
  const { handshake } = sender.seal(SENDER, RECEIVER, SESSION, { type: 'offer', sdp: 'v=' });
  receiver.open(
    RECEIVER,
    { from: SENDER, session: SESSION, handshake },
    (again) => {
      sender.open(SENDER, { from: RECEIVER, session: SESSION, handshake: again.handshake }, () => {}, true);
    },
    true,
  );
}

function changed(envelope: Envelope, random: Random): [string, string, Envelope] {
  switch (random.integer(5)) {
    case 0:
      return [RECEIVER, SESSION, envelope];
    case 1:
      return [SENDER, RECEIVER, envelope];
    case 2:
      return [SENDER, SESSION, pick(ENVELOPES, random)];
    case 3: {
      const box = envelope.type === 'sealed' ? Buffer.from(envelope.box, 'base64url') : Buffer.alloc(0);
      const other = Buffer.from(mutateBytes(box, random));
      if (other.equals(box)) return [SENDER, SESSION, envelope];
      return [SENDER, SESSION, { type: 'sealed', box: other.toString('base64url') }];
    }
    default:
      return [chance(0.5, random) ? SENDER : RECEIVER, SESSION, envelope];
  }
}

function bytesOf(random: Random): (count: number) => Uint8Array<ArrayBuffer> {
  return (count) => Uint8Array.from({ length: count }, () => random.integer(256));
}
