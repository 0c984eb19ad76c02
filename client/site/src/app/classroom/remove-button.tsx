/** To remove a device takes two clicks, the second beside what that does. */
import { useRef } from 'preact/hooks';
import { words } from '../words/words.ts';

interface RemoveButtonProps {
  slot: number;
  onRemove(): void;
}

export function RemoveButton({ slot, onRemove }: RemoveButtonProps) {
  const say = words.value.classroom.removal;
  const dialog = useRef<HTMLDialogElement>(null);
  const close = (): void => dialog.current?.close();
  return (
    <div class="host-buttons">
      <button type="button" onClick={() => dialog.current?.showModal()}>
        {say.remove(slot)}
      </button>
      <dialog ref={dialog} aria-labelledby="remove-heading" aria-describedby="remove-means">
        <h2 id="remove-heading">{say.heading(slot)}</h2>
        <p id="remove-means">{say.means}</p>
        <div class="host-buttons">
          <button type="button" onClick={close}>
            {words.value.classroom.host.cancel}
          </button>
          <button
            type="button"
            class="primary"
            onClick={() => {
              close();
              onRemove();
            }}
          >
            {say.yes}
          </button>
        </div>
      </dialog>
    </div>
  );
}
