/** A disclosure whose contents are made only while it is open: tables that change every second. */
import { useSignal } from '@preact/signals';
import type { ComponentChild } from 'preact';

interface OpenDetailsProps {
  summary: string;
  children: () => ComponentChild;
}

export function OpenDetails({ summary, children }: OpenDetailsProps) {
  const open = useSignal(false);
  return (
    <details
      onToggle={(event) => {
        open.value = event.currentTarget.open;
      }}
    >
      <summary>{summary}</summary>
      {open.value && children()}
    </details>
  );
}
