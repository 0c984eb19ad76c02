/** What the people and programs that choose a method know of it, and what they may set. */
import type { Codec, LinkCodec } from '../gossip/codec/codec.ts';
import type { Method } from '../gossip/method.ts';
import type { GossipRate } from '../gossip/schedule/gossip-rate.ts';
import type { UpdateClock } from '../gossip/schedule/update-clock.ts';
import type { TensorLayout } from '../tasks/task.ts';

/** What every method is given, and uses as far as it means something to it. */
export interface CommonOptions {
  /** Exchanges that a peer starts, where the method leaves that open. */
  readonly gossip: GossipRate;
  /** Whether `gossip` counts exchanges per second or per local update. */
  readonly per: 'second' | 'update';
  /** `device`: updates follow each other as fast as the device goes. */
  readonly update: UpdateClock | 'device';
  /** Local SGD steps an update. */
  readonly steps: number;
  /** SGD step size. */
  readonly rate: number;
  readonly exchange: 'swap' | 'push';
  /** The seed paper's comparisons: knowledge that is not passed on, and the pooled capacity of all for whoever
   * updated last (in the simulator only). Default `relay`. */
  readonly variant?: 'relay' | 'no-relay' | 'opportunistic';
  /** Of the run: what peers draw alike, such as a graph. */
  readonly seed: number;
  /** What messages travel in, where the method leaves that open (`takesCodec`). Default float32. */
  readonly codec?: Codec | LinkCodec;
  /** What the parameters are, where they are tensors. */
  readonly layout?: readonly TensorLayout[];
}

/** A number that a method alone has, by its name in `--with name=value` and in the fragment's `with=name:value`. */
export interface OwnOption {
  readonly initial: number;
  readonly min: number;
  readonly max: number;
  readonly integer?: boolean;
  /** What it is, its unit, and where its initial value comes from. */
  readonly help: string;
}

export interface MethodDescription<Names extends string = string> {
  readonly name: string;
  /** One line. */
  readonly summary: string;
  /** Authors, year, where to read it; for a baseline the paper that named it. */
  readonly source: string;
  /** Why it does not run among tabs, in a sentence; null where it does. */
  readonly simulatorOnly: string | null;
  /** `rounding`: its messages are models, or differences of models, that may be rounded: any codec that packs each by itself
   * may carry them. `differences`: so may one that sends a part of a model, since what an exchange moves are those numbers
   * alone that it is about. Default none. */
  readonly takesCodec?: 'rounding' | 'differences';
  /** Whom a peer has to be able to reach: a random few of the room are as good as any, or all, since a hub or certain
   * neighbours in a graph must be among them. Default all. */
  readonly neighbours?: 'sample' | 'all';
  /** Whether gradients may be corrected for drift (`gossip/drift-correction`): `unasked` where that is what a run does that says
   * nothing of it, `asked` where a run must ask for it. Default not, where the local update is another than SGD, or what peers
   * send is more than where their steps led. */
  readonly driftCorrection?: 'unasked' | 'asked';
  /** Whether exchanges keep the mean of all models unless a message is lost: `swap` where the run's `exchange` is that. Default
   * not. */
  readonly keepsMean?: 'always' | 'swap';
  /** Whether it is simulated as one peer that holds everybody's data and makes everybody's updates. */
  readonly pooled?: boolean;
  readonly options: Readonly<Record<Names, OwnOption>>;
}

/** Makes a method. @param own all of its own options */
export type CreateMethod<Names extends string = string> = (
  common: CommonOptions,
  own: Readonly<Record<Names, number>>,
) => Method;

/** Checks a description, and that it has no more than the options named. */
export function describeMethod<Names extends string = never>(
  description: MethodDescription<Names>,
): MethodDescription {
  return description;
}
