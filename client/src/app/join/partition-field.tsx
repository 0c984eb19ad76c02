/** How the digits are dealt out, in plain words. */

import { FieldProblem, Radio } from './fields.tsx';
import type { FormTexts } from './form-texts.ts';

interface PartitionFieldProps {
  texts: FormTexts;
  problem: string | null;
  onChange(change: Partial<FormTexts>): void;
}

export function PartitionField({ texts, problem, onChange }: PartitionFieldProps) {
  const choose = (kind: FormTexts['kind']) => () => onChange({ kind });
  const shared = { group: 'kind', chosen: texts.kind };
  const number = (name: 'labels' | 'alpha', label: string) => (
    <input
      class="number inline"
      name={name}
      type="text"
      inputMode="decimal"
      autocomplete="off"
      aria-label={label}
      aria-invalid={problem !== null && isOf(name, texts.kind)}
      aria-describedby={problem === null ? undefined : 'field-partition-problem'}
      value={texts[name]}
      onInput={(event) => onChange({ [name]: event.currentTarget.value, kind: kindOf(name) })}
    />
  );
  return (
    <fieldset class="field">
      <legend>What each tab gets to see</legend>
      <div class="choice">
        <Radio {...shared} value="labels" onChoose={choose('labels')}>
          Only a few of the ten digits
        </Radio>
        <span class="parameter">{number('labels', 'Digits each')} digits each</span>
      </div>
      <div class="choice">
        <Radio {...shared} value="iid" onChoose={choose('iid')}>
          All ten digits, evenly mixed
        </Radio>
      </div>
      <div class="choice">
        <Radio {...shared} value="dirichlet" onChoose={choose('dirichlet')}>
          An uneven mix, by a Dirichlet draw
        </Radio>
        <span class="parameter">α = {number('alpha', 'Dirichlet alpha: the smaller, the more uneven')}</span>
      </div>
      <FieldProblem id="field-partition-problem" problem={problem} />
    </fieldset>
  );
}

function kindOf(name: 'labels' | 'alpha'): FormTexts['kind'] {
  return name === 'labels' ? 'labels' : 'dirichlet';
}

function isOf(name: 'labels' | 'alpha', kind: FormTexts['kind']): boolean {
  return kindOf(name) === kind;
}
