/** What takes two clicks, the second beside what it does. */
import { useRef } from 'preact/hooks';
import { words } from '../words/words.ts';

interface ConfirmedButtonProps {
  /** Of the elements: one to a page. */
  id: string;
  label: string;
  heading: string;
  /** What it does. */
  means: string;
  yes: string;
  onConfirm(): void;
}

export function ConfirmedButton({ id, label, heading, means, yes, onConfirm }: ConfirmedButtonProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const close = (): void => dialog.current?.close();
  return (
    <>
      <button type="button" onClick={() => dialog.current?.showModal()}>
        {label}
      </button>
      <dialog ref={dialog} aria-labelledby={`${id}-heading`} aria-describedby={`${id}-means`}>
        <h2 id={`${id}-heading`}>{heading}</h2>
        <p id={`${id}-means`}>{means}</p>
        <div class="host-buttons">
          <button type="button" onClick={close}>
            {words.value.classroom.host.cancel}
          </button>
          <button
            type="button"
            class="primary"
            onClick={() => {
              close();
              onConfirm();
            }}
          >
            {yes}
          </button>
        </div>
      </dialog>
    </>
  );
}
