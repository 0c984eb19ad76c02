/** To begin again takes two clicks, the second beside what is lost. */
import { useRef } from 'preact/hooks';
import { words } from '../words/words.ts';

interface ResetButtonProps {
  devices: number;
  onReset(): void;
}

export function ResetButton({ devices, onReset }: ResetButtonProps) {
  const say = words.value.classroom.host;
  const dialog = useRef<HTMLDialogElement>(null);
  const close = (): void => dialog.current?.close();
  return (
    <>
      <button type="button" onClick={() => dialog.current?.showModal()}>
        {say.reset}
      </button>
      <dialog ref={dialog} aria-labelledby="reset-heading" aria-describedby="reset-lost">
        <h2 id="reset-heading">{say.resetHeading}</h2>
        <p id="reset-lost">{say.resetLost(devices)}</p>
        <div class="host-buttons">
          <button type="button" onClick={close}>
            {say.cancel}
          </button>
          <button
            type="button"
            class="primary"
            onClick={() => {
              close();
              onReset();
            }}
          >
            {say.resetYes}
          </button>
        </div>
      </dialog>
    </>
  );
}
