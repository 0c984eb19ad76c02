/** All of a tab's way from the bytes of a neighbour to what its peer is given, and what it remembers of who was named there. */

import { MAX_MAGNITUDE } from '@hearsay/shared/gossip/codec/codec.ts';
import { codecNamed } from '@hearsay/shared/gossip/codec/codecs.ts';
import { MESSAGE_KINDS } from '@hearsay/shared/gossip/environment/environment.ts';
import { VersionVector } from '@hearsay/shared/gossip/versions/version-vector.ts';
import { writeModelMessage } from '@hearsay/shared/protocol/model-message.ts';
import type { Random } from '@hearsay/shared/util/random/random.ts';
import { MAX_KNOWN_PEERS } from 'hearsay/internal/peer/peer-table.ts';
import { createTabEnvironment, type TabEnvironment } from 'hearsay/internal/peer/tab-environment.ts';
import { chance, mutateBytes, pick } from '../mutate.ts';
import { isWithin, must, type Subject } from '../subject.ts';
import { randomId } from './model-messages.ts';

const EPISODE = 60;
const LENGTH = 40;
const RUN = 7;
const HERE = '0000000000000001';
const THERE = '0000000000000002';
/** In few messages, more peers than anybody remembers. */
const MOST_NAMED = 4096;

function createTab(self: string, codec: string, random: Random, sent: ArrayBuffer[]): TabEnvironment {
  const tab = createTabEnvironment({
    self,
    run: RUN,
    messageLength: LENGTH,
    codec: codecNamed(codec),
    clock: { now: () => 0, after: () => () => {} },
    random,
    rounding: random,
    onForgotten: () => {},
    onCorrected: () => {},
    onAlarm: () => {},
    onSend: (_to, _kind, model) => sent.push(model),
  });
  tab.setNeighbours([self === HERE ? THERE : HERE]);
  return tab;
}

export const tabMessages: Subject = {
  name: 'tab-messages',
  episode(random) {
    const sent: ArrayBuffer[] = [];
    const answers: ArrayBuffer[] = [];
    const codec = pick(['top-k', 'float16', 'int8', 'float32', 'random-k:0.2:int4'], random);
    const sender = createTab(HERE, codec, random, sent);
    const receiver = createTab(THERE, codec, random, answers);
    const to = sender.indexOf(THERE);
    const from = receiver.indexOf(HERE);
    if (to === null || from === null) throw new Error('neighbours have no numbers');
    const state = new Float32Array(LENGTH);
    for (let input = 0; input < EPISODE; input++) {
      const vector = new Float32Array(LENGTH).map(() => random.normal());
      sender.send(to, pick(MESSAGE_KINDS, random), vector, new VersionVector(0));
      const model = sent.pop();
      if (!model) throw new Error('nothing was sent');
      const bytes = new Uint8Array(chance(0.002, random) ? crowded(random) : model);
      answers.length = 0;
      const result = receiver.read(from, mutateBytes(bytes, random).buffer, state);
      must(answers.length <= 1, 'a message has at most one answer', answers.length);
      if (!result.ok || typeof result.message === 'string') continue;
      const { vector: arrived, versions } = result.message;
      must(isWithin(arrived, 128 * MAX_MAGNITUDE), 'a message is of finite numbers');
      must(
        versions.length <= MAX_KNOWN_PEERS,
        'no more peers are known than there is room for',
        versions.length,
      );
    }
    return EPISODE;
  },
};

/** A message that names very many peers. */
function crowded(random: Random): ArrayBuffer {
  const versions = Array.from({ length: MOST_NAMED }, () => ({
    peer: randomId(random),
    updates: 1,
    age: random.integer(100),
  }));
  const payload = new Uint8Array(4 * LENGTH);
  return writeModelMessage(RUN, { kind: 'offer', versions, dimension: LENGTH, codec: 0, payload });
}
