/** Whom the host has removed, and the way back. */
import type { Report } from '@hearsay/shared/room/report.ts';
import { useRef } from 'preact/hooks';
import { shortId } from '../words/format.ts';
import { words } from '../words/words.ts';

interface RemovedListProps {
  removed: readonly string[];
  reports: readonly Report[];
  onLetIn(id: string): void;
}

export function RemovedList({ removed, reports, onLetIn }: RemovedListProps) {
  const say = words.value.classroom.removal;
  const heading = useRef<HTMLHeadingElement>(null);
  // Who is removed reports no more. At most those that report, and those that may be removed.
  const slots = useRef(new Map<string, number>());
  const known = new Map([...slots.current].filter(([id]) => removed.includes(id)));
  for (const { id, slot } of reports) known.set(id, slot);
  slots.current = known;
  if (removed.length === 0) return null;
  const nameOf = (id: string): string => {
    const slot = known.get(id);
    return slot === undefined ? shortId(id) : say.name(slot, shortId(id));
  };
  return (
    <section aria-labelledby="removed-devices">
      <h3 id="removed-devices" tabIndex={-1} ref={heading}>
        {say.list}
      </h3>
      <ul class="removed-list">
        {removed.map((id) => (
          <li key={id}>
            <span>{nameOf(id)}</span>
            <button
              type="button"
              aria-label={say.letInWhom(nameOf(id))}
              onClick={() => {
                // The button goes with the device, and the focus must not.
                heading.current?.focus();
                onLetIn(id);
              }}
            >
              {say.letIn}
            </button>
          </li>
        ))}
      </ul>
      <p class="hint">{say.listHint}</p>
    </section>
  );
}
