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
}

export interface MethodDescription<Name extends string = string, Names extends string = string> {
  readonly name: Name;
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
  /** Whether what neighbours send may be limited (`gossip/guard`): `unasked` where that is what a room does that says nothing of
   * it, `asked` where it must ask. Default not, where mixing does not heed the weight of a message. */
  readonly guard?: 'unasked' | 'asked';
  /** Whether exchanges keep the mean of all models unless a message is lost: `swap` where the run's `exchange` is that. Default
   * not. */
  readonly keepsMean?: 'always' | 'swap';
  /** Whether it is simulated as one peer that holds everybody's data and makes everybody's updates. */
  readonly pooled?: boolean;
  readonly options: Readonly<Record<Names, OwnOption>>;
}

/** Checks a description, and keeps its name and those of its options as types. */
export function describeMethod<const Name extends string, Names extends string = never>(
  description: MethodDescription<Name, Names>,
): MethodDescription<Name, Names> {
  return description;
}

/** A method by what is known of it, and how it is made. */
export interface ImplementedMethod<Name extends string = string> {
  readonly description: MethodDescription<Name>;
  /** @param own what differs from the method's own initial values: see `ownOptionProblem` */
  readonly create: (common: CommonOptions, own?: Readonly<Record<string, number>>) => Method;
}

/**
 * The other half of a method's file. Apart from the description, so that a page that only lets choose among methods need
 * not load what they are made of.
 * @param create is given all of the method's own options, by the names that the description has
 */
/*#__NO_SIDE_EFFECTS__*/
export function implementMethod<Name extends string, Names extends string>(
  description: MethodDescription<Name, Names>,
  create: (common: CommonOptions, own: Readonly<Record<Names, number>>) => Choices,
): ImplementedMethod<Name> {
  const { name, options } = description;
  return {
    description,
    create: (common, own = {}) => ({ ...create(common, withInitial(options, own)), name }),
  };
}

/** All that makes up a method but its name, which its description says. */
export type Choices = Omit<Method, 'name'>;

function withInitial<Names extends string>(
  options: Readonly<Record<Names, OwnOption>>,
  own: Readonly<Record<string, number>>,
): Readonly<Record<Names, number>> {
  const described: Readonly<Record<string, OwnOption>> = options;
  const initial = Object.entries(described).map(([name, option]) => [name, option.initial]);
  const all: Readonly<Record<string, number>> = { ...Object.fromEntries(initial), ...own };
  if (!hasAll(options, all)) throw new RangeError('an option has no value');
  return all;
}

function hasAll<Names extends string>(
  options: Readonly<Record<Names, OwnOption>>,
  values: Readonly<Record<string, number>>,
): values is Readonly<Record<Names, number>> {
  return Object.keys(options).every((name) => Object.hasOwn(values, name));
}
