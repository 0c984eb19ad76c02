/** Whether all limit how far what others send may move their models. */
import { guardProblem, isGuarded } from '@hearsay/shared/methods/methods.ts';
import type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { words } from '../words/words.ts';

const CHOICES = ['on', 'off'] as const;

interface GuardSwitchProps {
  settings: Pick<RunSettings, 'method' | 'guard'>;
  onChoose(guard: (typeof CHOICES)[number]): void;
}

export function GuardSwitch({ settings: { method, guard }, onChoose }: GuardSwitchProps) {
  const say = words.value.classroom.guard;
  if (guardProblem(method, 'on') !== null) return null;
  const now = isGuarded(method, guard) ? 'on' : 'off';
  return (
    <fieldset class="rates" aria-describedby="guard-hint">
      <legend>{say.heading}</legend>
      <div class="choices">
        {CHOICES.map((choice) => (
          <label key={choice}>
            <input
              type="radio"
              name="classroom-guard"
              checked={choice === now}
              onChange={() => onChoose(choice)}
            />
            <span>{say.choices[choice]}</span>
          </label>
        ))}
      </div>
      <p class="hint" id="guard-hint">
        {say.hint}
      </p>
    </fieldset>
  );
}
