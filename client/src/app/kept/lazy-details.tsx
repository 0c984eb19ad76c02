/** A disclosure whose contents are fetched when it is opened first. */
import { useSignal } from '@preact/signals';
import type { ComponentChild } from 'preact';

interface LazyDetailsProps {
  summary: string;
  class: string;
  /** Fetches what shows the contents. */
  load(): Promise<() => ComponentChild>;
}

export function LazyDetails({ summary, class: name, load }: LazyDetailsProps) {
  const contents = useSignal<(() => ComponentChild) | null>(null);
  const open = async (): Promise<void> => {
    const show = await load();
    contents.value = show;
  };
  return (
    <details
      class={name}
      onToggle={(event) => {
        if (event.currentTarget.open && contents.value === null) void open();
      }}
    >
      <summary>{summary}</summary>
      {contents.value?.()}
    </details>
  );
}
