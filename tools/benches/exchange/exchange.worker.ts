/** A Worker with two peers of one room, built as tabs build theirs, whose messages it hands from one to the other. */

import { sgd } from '@hearsay/shared/gossip/local-update/sgd.ts';
import { messageLengthOf, stateLengthOf } from '@hearsay/shared/gossip/method.ts';
import { Peer } from '@hearsay/shared/gossip/peer.ts';
import { VersionVector } from '@hearsay/shared/gossip/versions/version-vector.ts';
import { createMethod } from '@hearsay/shared/methods/create-method.ts';
import { runNumber } from '@hearsay/shared/protocol/run-number.ts';
import { codecOf } from '@hearsay/shared/settings/run-codec.ts';
import { defaultSettings } from '@hearsay/shared/settings/run-settings.ts';
import { taskDigest } from '@hearsay/shared/tasks/digest.ts';
import { mnistMlp } from '@hearsay/shared/tasks/mnist.ts';
import { dimensionOf, initialParameters } from '@hearsay/shared/tasks/task.ts';
import { createRandom } from '@hearsay/shared/util/random/random.ts';
import { startBackend } from 'hearsay/internal/peer/backend.ts';
import type { Clock } from 'hearsay/internal/peer/clock.ts';
import { createTabEnvironment, type TabEnvironment } from 'hearsay/internal/peer/tab-environment.ts';
import { createTfjsLearner } from 'hearsay/internal/peer/tfjs-learner.ts';
import { answer } from '../browser/answer.ts';
import { madeUpDigits } from '../browser/digits.ts';

export type ExchangeQuestion = { readonly exchanges: number } | { readonly steps: number };
/** How long one model took to pack, unpack, admit and mix; or one step. */
export interface Timing {
  readonly milliseconds: number;
}

const IDS = ['00000000000000aa', '00000000000000bb'];
const EXAMPLES = 2048;
const CHANGE = 0.02;

const settings = defaultSettings;
const codec = codecOf(settings);
const dimension = dimensionOf(mnistMlp);
/** Nothing rings by itself: the peers begin what they are told to. */
const clock: Clock = { now: () => performance.now() / 1000, after: () => () => {} };

const chance = createRandom(1, 'change');
let models = 0;
let refused = 0;
const room: { peer: Peer; environment: TabEnvironment }[] = [];

function createTab(index: number): (typeof room)[number] {
  const { gossip, steps, rate, exchange, seed } = settings;
  const method = createMethod(
    settings.method,
    { gossip, per: 'update', update: 'device', steps, rate, exchange, seed, layout: mnistMlp.layout, codec },
    settings.with,
  );
  const environment = createTabEnvironment({
    self: IDS[index],
    run: runNumber(settings, taskDigest(mnistMlp)),
    messageLength: messageLengthOf(method, dimension),
    codec: method.codec,
    clock,
    random: createRandom(1, 'peer', index),
    rounding: createRandom(1, 'rounding', index),
    onForgotten: () => {},
    onCorrected: () => {},
    onAlarm: () => {},
    onSend: (to, _, model) => {
      for (const id of to) deliver(IDS[index], IDS.indexOf(id), model);
    },
  });
  environment.setSize(IDS.length);
  environment.setNeighbours(IDS.filter((_, other) => other !== index));
  const state = new Float32Array(stateLengthOf(method, dimension));
  state.set(initialParameters(mnistMlp, 1 + index));
  const learner = { dimension, gradient: () => 0 };
  const peer = new Peer({ environment, method, learner, state, versions: new VersionVector() });
  peer.start();
  return { peer, environment };
}

/** Moves all parameters, few of them far, as training does: peers that are the same would have nothing to tell. */
function learnSomething(state: Float32Array): void {
  for (let i = 0; i < state.length; i++) state[i] += CHANGE * (chance.uniform() - 0.5) ** 3;
}

function deliver(from: string, to: number, model: ArrayBuffer): void {
  const { peer, environment } = room[to];
  const sender = environment.indexOf(from);
  models += 1;
  const read = sender === null ? null : environment.read(sender, model, peer.state);
  if (sender === null || !read?.ok || typeof read.message === 'string') {
    refused += 1;
    return;
  }
  const { kind, vector, versions, parts } = read.message;
  if (peer.receive(sender, kind, vector, versions, parts) !== 'admitted') refused += 1;
}

const started = (async () => {
  await startBackend('wasm', () => Promise.reject(new Error('There is nothing to compare.')));
  room.push(...IDS.map((_, index) => createTab(index)));
  const learner = createTfjsLearner(mnistMlp, madeUpDigits(EXAMPLES, mnistMlp), createRandom(1));
  const parameters = initialParameters(mnistMlp, 1);
  return { update: sgd(learner, { steps: 1, rate: settings.rate }), parameters };
})();

answer<ExchangeQuestion>(async (question): Promise<Timing> => {
  const { update, parameters } = await started;
  if ('steps' in question) {
    const began = performance.now();
    for (let i = 0; i < question.steps; i++) {
      update.begin(parameters);
      update.end(parameters);
    }
    return { milliseconds: (performance.now() - began) / question.steps };
  }
  models = 0;
  refused = 0;
  let took = 0;
  for (let i = 0; i < question.exchanges; i++) {
    for (const { peer } of room) learnSomething(peer.state);
    const began = performance.now();
    room[i % 2].peer.wake('gossip', clock.now());
    took += performance.now() - began;
  }
  if (models !== 2 * question.exchanges || refused > 0) {
    throw new Error(
      `${question.exchanges} exchanges sent ${models} models, of which ${refused} did not count.`,
    );
  }
  return { milliseconds: took / models };
});
