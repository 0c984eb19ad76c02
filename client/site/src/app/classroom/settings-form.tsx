/** Method, partition and codec for everybody: chosen first, set with a button. */
import { codecsFor, TAB_METHOD_NAMES } from '@hearsay/shared/methods/methods.ts';
import type { WishChange } from '@hearsay/shared/room/command.ts';
import {
  AUTO,
  formatPartition,
  parsePartition,
  type RunSettings,
} from '@hearsay/shared/settings/run-settings.ts';
import { isTaskDigest } from '@hearsay/shared/tasks/tasks.ts';
import { useSignal } from '@preact/signals';
import { words } from '../words/words.ts';
import { inWords, partitionInWords } from './setting-words.ts';

const PARTITIONS = ['labels:1', 'labels:2', 'labels:3', 'labels:5', 'iid', 'dirichlet:0.1', 'dirichlet:0.5'];

/** What was chosen and is not set yet. */
interface Draft {
  readonly method?: string;
  readonly partition?: string;
  readonly codec?: string;
}

interface SettingsFormProps {
  settings: RunSettings;
  onApply(change: WishChange): Promise<void>;
}

export function SettingsForm({ settings, onApply }: SettingsFormProps) {
  const say = words.value.classroom.host;
  const draft = useSignal<Draft>({});
  const now = {
    method: settings.method,
    partition: formatPartition(settings.partition),
    codec: settings.codec,
  };
  const chosen = { ...now, ...draft.value };
  const isChanged =
    chosen.method !== now.method || chosen.partition !== now.partition || chosen.codec !== now.codec;
  const names = inWords(settings, words.value);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!isChanged) return;
    const { method, codec } = chosen;
    await onApply({ method, codec, partition: parsePartition(chosen.partition) ?? settings.partition });
    draft.value = {};
  };
  const choose = (change: Draft): void => {
    draft.value = { ...draft.value, ...change };
  };
  return (
    <form class="for-all" onSubmit={submit}>
      <Choice
        name="method"
        label={say.method}
        value={chosen.method}
        values={TAB_METHOD_NAMES}
        nameOf={(name) => words.value.form.methods[name]?.name ?? name}
        now={chosen.method === now.method ? null : names.method}
        onChoose={(method) => choose({ method, codec: AUTO })}
      />
      {/* Examples of a task that the room made itself are not dealt out. */}
      {!isTaskDigest(settings.task) && (
        <Choice
          name="partition"
          label={say.partition}
          value={chosen.partition}
          values={PARTITIONS}
          nameOf={(text) => partitionInWords(parsePartition(text) ?? settings.partition, words.value)}
          now={chosen.partition === now.partition ? null : names.partition}
          onChoose={(partition) => choose({ partition })}
        />
      )}
      <Choice
        name="codec"
        label={say.codec}
        value={chosen.codec}
        values={[AUTO, ...codecsFor(chosen.method)]}
        nameOf={(name) => name}
        now={chosen.codec === now.codec ? null : names.codec}
        onChoose={(codec) => choose({ codec })}
      />
      <button type="submit" disabled={!isChanged}>
        {say.apply}
      </button>
    </form>
  );
}

interface ChoiceProps {
  name: string;
  label: string;
  value: string;
  values: readonly string[];
  nameOf(value: string): string;
  /** What holds, where something else is chosen. */
  now: string | null;
  onChoose(value: string): void;
}

function Choice({ name, label, value, values, nameOf, now, onChoose }: ChoiceProps) {
  const id = `classroom-${name}`;
  const offered = values.includes(value) ? values : [value, ...values];
  return (
    <div class="field">
      <div class="label-line">
        <label for={id}>{label}</label>
        <span class="hint" id={`${id}-now`}>
          {now === null ? '' : words.value.classroom.host.now(now)}
        </span>
      </div>
      <select
        id={id}
        value={value}
        aria-describedby={`${id}-now`}
        onChange={(event) => onChoose(event.currentTarget.value)}
      >
        {offered.map((one) => (
          <option key={one} value={one}>
            {nameOf(one)}
          </option>
        ))}
      </select>
    </div>
  );
}
