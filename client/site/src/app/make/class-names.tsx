/** The names of what is to be told apart: a field for each, to be added to and taken from. */
import { FEWEST_CLASSES, MOST_CLASSES } from '@hearsay/shared/tasks/shared-task-problem.ts';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { words } from '../words/words.ts';

interface ClassNamesProps {
  names: readonly string[];
  /** Which of them cannot stay as they are. */
  wrong: readonly number[];
  /** The id of what says why; null where all is well. */
  problemId: string | null;
  onChange(names: readonly string[]): void;
}

export function ClassNames({ names, wrong, problemId, onChange }: ClassNamesProps) {
  const { make: say } = words.value.shared;
  const list = useRef<HTMLUListElement>(null);
  /** Which field is to take the focus after the next render. */
  const focus = useRef<number | null>(null);
  const told = useSignal('');

  useEffect(() => {
    if (focus.current === null) return;
    list.current?.querySelectorAll('input')[focus.current]?.focus();
    focus.current = null;
  });

  const add = (): void => {
    focus.current = names.length;
    told.value = say.added(names.length + 1);
    onChange([...names, '']);
  };
  const remove = (place: number): void => {
    focus.current = Math.max(0, place - 1);
    told.value = say.removed(names[place] || say.className(place + 1));
    onChange(names.filter((_, other) => other !== place));
  };
  return (
    <fieldset class="field">
      <legend>{say.classes}</legend>
      <p class="hint" id="classes-hint">
        {say.classesHint}
      </p>
      <ul class="class-names" ref={list}>
        {names.map((name, place) => (
          // Fields have no other name than their place.
          <li key={place}>
            <input
              type="text"
              aria-label={say.className(place + 1)}
              placeholder={say.className(place + 1)}
              aria-invalid={wrong.includes(place)}
              aria-describedby={problemId ?? 'classes-hint'}
              autocomplete="off"
              value={name}
              onInput={({ currentTarget: { value } }) =>
                onChange(names.map((other, at) => (at === place ? value : other)))
              }
            />
            {names.length > FEWEST_CLASSES && (
              <button
                type="button"
                class="quiet-button"
                aria-label={say.removeClass(name || say.className(place + 1))}
                onClick={() => remove(place)}
              >
                ×
              </button>
            )}
          </li>
        ))}
      </ul>
      <div>
        <button type="button" disabled={names.length >= MOST_CLASSES} onClick={add}>
          {say.addClass}
        </button>
      </div>
      <output class="visually-hidden">{told}</output>
    </fieldset>
  );
}
