/** What the value of a setting may be, as codes with data; `rule-words.ts` has them in English. */

interface Limits {
  readonly least: number;
  readonly most: number;
}

/** A code and its keys are public, as part of what cannot be used, and stay as they are. */
export type Rule =
  | { code: 'number'; whole: boolean; least: number; most: number }
  | { code: 'one-of'; values: readonly string[] }
  /** 0 or 1. */
  | { code: 'switch' }
  /** Of a server. */
  | { code: 'origin' }
  | { code: 'room-name' }
  | { code: 'room-key' }
  /** The public key of a host. */
  | { code: 'host-key' }
  | { code: 'host-secret' }
  /** @param labels most that a peer may get, which are all that the task has */
  | { code: 'partition'; labels: number }
  /** `ln`, or exchanges per update. */
  | { code: 'gossip'; most: number }
  /** `device`, or updates a second. */
  | { code: 'update-rate'; least: number; most: number }
  /** @param auto whether it may be left to the method */
  | { code: 'codec'; auto: boolean }
  | { code: 'drift-correction'; names: readonly string[] }
  | { code: 'attack'; names: readonly string[] }
  /** Epsilon and delta of differential privacy. */
  | { code: 'privacy'; epsilon: Limits; delta: Limits }
  | { code: 'shard' }
  /** Options of the method's own. */
  | { code: 'own-options' }
  /** `none`, or after how many updates a peer goes. */
  | { code: 'stay'; least: number; most: number }
  | { code: 'no-such-setting'; names: readonly string[] }
  /** What a host commands: an object. */
  | { code: 'command' }
  /** Characters in all. */
  | { code: 'length'; most: number }
  /** Of whom a host removes, or lets in again. */
  | { code: 'peer-id' }
  /** That are removed at a time. */
  | { code: 'most-removed'; most: number }
  // What does not go with the rest.
  /** The method's messages have to arrive as they were sent, or it has a codec of its own. */
  | { code: 'float32-only'; method: string }
  /** The method needs whole models; others do not. @param methods these */
  | { code: 'whole-models-only'; codec: string; method: string; methods: readonly string[] }
  /** The method's peers do not go by plain gradients of their own. */
  | { code: 'no-drift-correction'; method: string }
  /** The method's mixing does not heed how much a message is to count. @param methods those that do */
  | { code: 'no-guard'; method: string; methods: readonly string[] }
  | { code: 'no-own-options'; method: string }
  | { code: 'no-such-option'; method: string; names: readonly string[] }
  /** The method takes long to simulate. */
  | { code: 'fewer-peers'; method: string; most: number }
  | { code: 'networks-only'; method: string }
  /** Else too few of the first peers are left. */
  | { code: 'longer-stay'; least: number; updates: number };

export type RuleCode = Rule['code'];
type RuleOf<C extends RuleCode> = Extract<Rule, { code: C }>;

/** A text for each code, which is a function where the rule has data. */
export type RuleWords = {
  readonly [C in RuleCode]: keyof RuleOf<C> extends 'code' ? string : (rule: RuleOf<C>) => string;
};

/** A rule for people, in the language of the words. */
export function ruleIn(words: RuleWords, rule: Rule): string {
  const text: string | ((rule: never) => string) = words[rule.code];
  return typeof text === 'string' ? text : text(rule as never);
}
