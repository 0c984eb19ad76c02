/** Everything else that can be counted, in three groups. */
import type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { type ReadonlySignal, useSignal } from '@preact/signals';
import type { Status } from 'hearsay';
import { later } from '../later.tsx';
import { needWords, words } from '../words/words.ts';

const Groups = later(async () => {
  const [{ Groups }] = await Promise.all([import('./number-groups.tsx'), needWords('numbers')]);
  return Groups;
});

export interface NumbersProps {
  status: ReadonlySignal<Status>;
  settings: RunSettings;
}

/** Filled, and fetched, only when it is open. */
export function Numbers({ status, settings }: NumbersProps) {
  const open = useSignal(false);
  return (
    <details
      class="panel all-numbers"
      onToggle={(event) => {
        open.value = event.currentTarget.open;
      }}
    >
      <summary>{words.value.numbersHeading}</summary>
      {open.value && <Groups status={status} settings={settings} />}
    </details>
  );
}
