/** Said where exchanges hold the tab back, or its model was lost. The announcer reads it out. */
import { type ReadonlySignal, useComputed } from '@preact/signals';
import type { Status } from 'hearsay';
import { useRef } from 'preact/hooks';
import { isHeldBack } from '../pacing.ts';
import { words } from '../words/words.ts';

export function PaceNote({ status }: { status: ReadonlySignal<Status> }) {
  const before = useRef(false);
  // In tenths: the share wavers.
  const tenths = useComputed(() => {
    before.current = isHeldBack(status.value, before.current);
    return before.current ? Math.round(10 * status.value.pace) : null;
  }).value;
  const lost = useComputed(() => status.value.modelsLost).value;
  const { session: say } = words.value;
  return (
    <>
      {tenths !== null && <p class="notice">{say.heldBack(tenths / 10)}</p>}
      {lost > 0 && <p class="notice">{say.modelsLost(lost)}</p>}
    </>
  );
}
