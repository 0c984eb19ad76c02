/** A method as a hostile peer runs it: everything as it should be, but for what it says. */
import type { Method } from '../gossip/method.ts';
import type { Mixing } from '../gossip/mixing/mixing.ts';
import type { PeerContext } from '../gossip/peer-context.ts';
import type { Attack } from './attack-names.ts';
import { lieOf } from './lies.ts';

/** How many times as often Sybils speak. */
const SYBILS = 4;

/**
 * @param isHostile told of each peer that is made with it; all unless told
 * @returns the method, for liars and honest peers
 */
export function withLiars(
  method: Method,
  attack: Attack,
  isHostile: (peer: Pick<PeerContext, 'self'>) => boolean = () => true,
): Method {
  const { schedule } = method;
  return {
    ...method,
    schedule: {
      ...schedule,
      untilGossip: (peer) =>
        schedule.untilGossip(peer) / (attack.name === 'sybils' && isHostile(peer) ? SYBILS : 1),
    },
    parts(learner, peer) {
      const parts = method.parts(learner, peer);
      return isHostile(peer) ? { ...parts, mixing: lying(parts.mixing, attack, peer) } : parts;
    },
  };
}

function lying(mixing: Mixing, attack: Attack, peer: PeerContext): Mixing {
  const lie = lieOf(attack, peer);
  let said = new Float32Array();
  /** Valid until the next call. */
  const say = (honest: Float32Array, to: number): Float32Array | null => {
    if (said.length !== honest.length) said = new Float32Array(honest.length);
    return lie.say(honest, to, said) ? said : null;
  };
  return {
    ...mixing,
    offer(state, to) {
      const honest = mixing.offer(state, to);
      return honest === null ? null : say(honest, to);
    },
    receive(kind, vector, weight, state, reply, from) {
      if (kind === 'offer') lie.hear?.(from, vector);
      const answers = mixing.receive(kind, vector, weight, state, reply, from);
      if (!answers) return false;
      if (mixing.offersState !== true) {
        const answer = say(reply, from);
        if (answer === null) return false;
        reply.set(answer);
        return true;
      }
      const there = say(state, from);
      if (there === null) return false;
      // To where the liar says that it is, half-way, as of any answer.
      for (let i = 0; i < reply.length; i++) reply[i] = (there[i] - vector[i]) * (weight / 2);
      return true;
    },
  };
}
