/** How the examples are dealt out, in plain words. */
import type { Rule } from '@hearsay/shared/settings/rules.ts';
import { words } from '../words/words.ts';
import { FieldProblem, SelectField } from './fields.tsx';
import type { FormTexts } from './form-texts.ts';

interface PartitionFieldProps {
  texts: FormTexts;
  problem: Rule | null;
  onChange(change: Partial<FormTexts>): void;
}

const KINDS: readonly FormTexts['kind'][] = ['labels', 'iid', 'dirichlet'];

export function PartitionField({ texts, problem, onChange }: PartitionFieldProps) {
  const { form: say } = words.value;
  const names: Record<FormTexts['kind'], string> = {
    labels: say.partitionLabels,
    iid: say.partitionIid,
    dirichlet: say.partitionDirichlet,
  };
  const number = (name: 'labels' | 'alpha', label: string, unit: string) => (
    <label class="parameter">
      <input
        class="number inline"
        name={name}
        type="text"
        inputMode="decimal"
        autocomplete="off"
        aria-label={label}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : 'field-partition-problem'}
        value={texts[name]}
        onInput={(event) => onChange({ [name]: event.currentTarget.value })}
      />
      <span aria-hidden="true">{unit}</span>
    </label>
  );
  return (
    <div class="partition">
      <SelectField
        name="partition"
        label={say.partition}
        hint={say.partitionHints[texts.kind]}
        value={texts.kind}
        options={KINDS}
        nameOf={(name) => names[KINDS.find((kind) => kind === name) ?? 'iid']}
        onChoose={(chosen) => {
          const kind = KINDS.find((one) => one === chosen);
          if (kind) onChange({ kind });
        }}
      />
      {texts.kind === 'labels' && number('labels', say.labelsEach, say.labelsEachUnit)}
      {texts.kind === 'dirichlet' && number('alpha', say.alpha, 'α')}
      <FieldProblem id="field-partition-problem" problem={problem} />
    </div>
  );
}
