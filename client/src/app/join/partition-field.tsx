/** How the digits are dealt out, in plain words. */
import { words } from '../words/words.ts';
import { FieldProblem, Radio } from './fields.tsx';
import type { FormTexts } from './form-texts.ts';

interface PartitionFieldProps {
  texts: FormTexts;
  problem: string | null;
  onChange(change: Partial<FormTexts>): void;
}

export function PartitionField({ texts, problem, onChange }: PartitionFieldProps) {
  const { form: say } = words.value;
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
      <legend>{say.partition}</legend>
      <div class="choice">
        <Radio {...shared} value="labels" onChoose={choose('labels')}>
          {say.partitionLabels}
        </Radio>
        <span class="parameter">
          {number('labels', say.digitsEach)} {say.digitsEachUnit}
        </span>
      </div>
      <div class="choice">
        <Radio {...shared} value="iid" onChoose={choose('iid')}>
          {say.partitionIid}
        </Radio>
      </div>
      <div class="choice">
        <Radio {...shared} value="dirichlet" onChoose={choose('dirichlet')}>
          {say.partitionDirichlet}
        </Radio>
        <span class="parameter">α = {number('alpha', say.alpha)}</span>
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
