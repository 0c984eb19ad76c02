/** A disclosure whose contents are made when it is opened first. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';

interface LazyDetailsProps {
  summary: string;
  class: string;
  children: ComponentChildren;
}

export function LazyDetails({ summary, class: name, children }: LazyDetailsProps) {
  const opened = useSignal(false);
  return (
    <details
      class={name}
      onToggle={(event) => {
        if (event.currentTarget.open) opened.value = true;
      }}
    >
      <summary>{summary}</summary>
      {opened.value && children}
    </details>
  );
}
