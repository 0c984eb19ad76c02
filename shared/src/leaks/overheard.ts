/** What a neighbour makes of two consecutive models of a peer. */
import { buildsOnEarlier, type Codec, type LinkCodec } from '../gossip/codec/codec.ts';
import { createPacking, packedBytes } from '../gossip/codec/packing.ts';
import type { Learner } from '../gossip/learner/learner.ts';
import { subtract } from '../gossip/vectors/arithmetic.ts';
import type { Random } from '../util/random/random.ts';

export interface OverheardOptions {
  readonly learner: Learner;
  /** The peer's model before, which it has sent; left as it is. */
  readonly model: Float32Array;
  /** Local steps of SGD until it sends the next; 1 by default. */
  readonly steps?: number;
  readonly rate: number;
  /** What both models travel in. */
  readonly codec: Codec | LinkCodec;
  /** What is rounded or drawn in packing is so by it. */
  readonly random: Random;
}

/**
 * How often a model was sent before its next step, where messages build on earlier ones: by then what was rounded away at first
 * has come after, as between peers that have talked for a while.
 */
const EARLIER_OFFERS = 12;
const LINK = 0;

/** A peer sends its model, makes its steps, and sends it again. @returns the second less the first, as they arrive */
export function overheardChange(options: OverheardOptions): Float32Array {
  const { learner, model, steps = 1, rate, codec, random } = options;
  const next = model.slice();
  const gradient = new Float32Array(model.length);
  for (let step = 0; step < steps; step++) {
    learner.gradient(next, gradient);
    for (let i = 0; i < next.length; i++) next[i] -= rate * gradient[i];
  }
  const arrives = linkOf(codec, model.length, random);
  for (let offer = 1; buildsOnEarlier(codec) && offer < EARLIER_OFFERS; offer++) arrives(model);
  const before = arrives(model);
  const after = arrives(next);
  subtract(after, before, after);
  return after;
}

/** @returns what the other end of a new link knows of a model once that was sent */
function linkOf(
  codec: Codec | LinkCodec,
  length: number,
  random: Random,
): (model: Float32Array) => Float32Array {
  const [sender, receiver] = [0, 1].map(() =>
    createPacking({ codec, length, random, scratch: new Uint8Array(packedBytes(codec, length)) }),
  );
  const into = new Float32Array(length);
  return (model) => {
    const bytes = sender.pack(LINK, 'offer', model);
    const what = receiver.unpack(LINK, 'offer', sender.codec, bytes, into, into);
    if (what !== 'message') throw new RangeError(`a model cannot travel so: ${what}`);
    return (receiver.copyOf(LINK, sender.codec) ?? into).slice();
  };
}

/** A learner that says which of its examples each clipped sum was of, for whoever judges what others make of it. */
export function withChoiceTold(learner: Learner, tell: (chosen: Uint32Array) => void): Learner {
  const { clipped } = learner;
  if (clipped === undefined) return learner;
  return {
    dimension: learner.dimension,
    gradient: (parameters, gradient) => learner.gradient(parameters, gradient),
    clipped: {
      examples: clipped.examples,
      sum(parameters, chosen, clip, sum) {
        tell(chosen);
        clipped.sum(parameters, chosen, clip, sum);
      },
    },
  };
}
