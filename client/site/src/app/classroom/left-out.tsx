/** Whose models most of those who are linked to them leave out. */
import type { Signal } from '@preact/signals';
import { words } from '../words/words.ts';
import { leftOutOf, type Peer } from './peers.ts';
import { SelectButton } from './select-button.tsx';

interface LeftOutProps {
  peers: readonly Peer[];
  selected: Signal<string | null>;
}

export function LeftOut({ peers, selected }: LeftOutProps) {
  const say = words.value.classroom.leftOut;
  const all = leftOutOf(peers);
  if (all.length === 0) return null;
  return (
    <div class="left-out">
      <h3>{say.heading}</h3>
      <ul>
        {all.map(({ peer, by, of }) => (
          <li key={peer.id}>
            <SelectButton peer={peer} selected={selected}>
              #{peer.slot}
            </SelectButton>{' '}
            {say.by(by, of)}
          </li>
        ))}
      </ul>
      <p class="hint">{say.hint}</p>
    </div>
  );
}
