/** The join form's inputs: a label, the input, a hint, and what is wrong, all bound together. */
import { type Rule, ruleIn } from '@hearsay/shared/settings/rules.ts';
import type { ComponentChildren } from 'preact';
import { words } from '../words/words.ts';

interface TextFieldProps {
  name: string;
  label: string;
  hint?: string;
  value: string;
  /** What is allowed, when the value is not; null when it is. */
  problem: Rule | null;
  numeric?: boolean;
  onInput(text: string): void;
}

export function TextField({ name, label, hint, value, problem, numeric = false, onInput }: TextFieldProps) {
  const id = `field-${name}`;
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        name={name}
        type="text"
        class={numeric ? 'number' : undefined}
        inputMode={numeric ? 'decimal' : 'text'}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        value={value}
        aria-invalid={problem !== null}
        aria-describedby={described || undefined}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FieldProblem id={`${id}-problem`} problem={problem} />
    </div>
  );
}

interface SelectFieldProps {
  name: string;
  label: string;
  hint: string;
  value: string;
  /** Values; `nameOf` says how each is called. */
  options: readonly string[];
  nameOf?(value: string): string;
  onChoose(value: string): void;
}

export function SelectField(props: SelectFieldProps) {
  const { name, label, hint, value, options, nameOf = (option) => option, onChoose } = props;
  const id = `field-${name}`;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        name={name}
        value={value}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChoose(event.currentTarget.value)}
      >
        {options.map((option) => (
          <option key={option} value={option}>
            {nameOf(option)}
          </option>
        ))}
      </select>
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
    </div>
  );
}

export function FieldProblem({ id, problem }: { id: string; problem: Rule | null }) {
  if (problem === null) return null;
  const { form, rules } = words.value;
  return (
    <p class="problem" id={id}>
      {form.please(ruleIn(rules, problem))}
    </p>
  );
}

interface RadioProps {
  group: string;
  value: string;
  chosen: string;
  onChoose(value: string): void;
  children: ComponentChildren;
}

export function Radio({ group, value, chosen, onChoose, children }: RadioProps) {
  return (
    <label class="radio">
      <input
        type="radio"
        name={group}
        value={value}
        checked={chosen === value}
        onChange={() => onChoose(value)}
      />
      <span>{children}</span>
    </label>
  );
}
