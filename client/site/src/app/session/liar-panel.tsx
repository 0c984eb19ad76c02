/** Makes this device lie to the others, so that a class can see what a room bears. */
import './liar.css';
import { type Attack, formatAttack } from '@hearsay/shared/attacks/attack-names.ts';
import type { Session } from 'hearsay';
import { words } from '../words/words.ts';

/** Those that can be told in a sentence. */
const ATTACKS = ['noise', 'sign-flip', 'scaling', 'late'] as const;

export function LiarPanel({ session }: { session: Session }) {
  const say = words.value.classroom.liar;
  const now = nameOf(session.settings.attack);
  const named = [null, ...ATTACKS];
  const choices = named.some((one) => one === now) ? named : [...named, now];
  const textOf = (choice: string | null): string => {
    const known = ATTACKS.find((one) => one === choice);
    return choice === null ? say.off : known === undefined ? choice : say.attacks[known];
  };
  return (
    <fieldset class="liar" aria-describedby="liar-hint">
      <legend>{say.heading}</legend>
      {choices.map((choice) => (
        <label key={choice ?? ''}>
          <input
            type="radio"
            name="liar"
            checked={choice === now}
            onChange={() => session.setAttack(choice)}
          />
          <span>{textOf(choice)}</span>
        </label>
      ))}
      <p class="hint" id="liar-hint">
        {say.hint}
      </p>
    </fieldset>
  );
}

const nameOf = (attack: Attack | null): string | null => (attack === null ? null : formatAttack(attack));
