/** The name of a device in a table, which shows more of it. */
import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { words } from '../words/words.ts';
import type { Peer } from './peers.ts';

interface SelectButtonProps {
  peer: Pick<Peer, 'id' | 'slot'>;
  selected: Signal<string | null>;
  children: ComponentChildren;
}

export function SelectButton({ peer: { id, slot }, selected, children }: SelectButtonProps) {
  return (
    <button
      type="button"
      class="quiet-button"
      aria-label={words.value.classroom.table.show(slot)}
      aria-pressed={selected.value === id}
      onClick={() => {
        selected.value = id;
      }}
    >
      {children}
    </button>
  );
}
