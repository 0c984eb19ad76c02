/** How to get more tabs into the room. */
import type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { type ReadonlySignal, useSignal } from '@preact/signals';
import { words } from '../words/words.ts';
import { linkTo, onlyThisDevice } from './link.ts';
import { QrCode } from './qr-code.tsx';

interface InvitationProps {
  settings: RunSettings;
  /** Whether nobody else is in the room. */
  alone: ReadonlySignal<boolean>;
  /** Shows the room as on a projector instead. */
  onClassroom(): void;
}

export function Invitation({ settings, alone: isAlone, onClassroom }: InvitationProps) {
  const { invitation: say } = words.value;
  const alone = isAlone.value;
  const link = linkTo(settings, location.href);
  const hereOnly = onlyThisDevice(location.hostname);
  return (
    <section class={alone ? 'panel invitation alone' : 'panel invitation'} aria-labelledby="invitation">
      <h2 id="invitation" tabIndex={-1}>
        {alone ? say.alone : say.heading}
      </h2>
      <p>
        {alone ? say.aloneText : say.text} {settings.key !== '' && say.key}
      </p>
      <a class="button" href={link} target="_blank" rel="noopener">
        {say.open}
      </a>
      <CopyField link={link} />
      {!hereOnly && <QrCode link={link} label={say.qrCode} />}
      {hereOnly && <p class="hint">{say.hereOnly}</p>}
      <button type="button" class="quiet-button" onClick={onClassroom}>
        {words.value.projector.show}
      </button>
    </section>
  );
}

function CopyField({ link }: { link: string }) {
  const { invitation: say } = words.value;
  const copied = useSignal<'yes' | 'no' | null>(null);
  // Absent on pages that came over plain http from another machine.
  const clipboard: Clipboard | undefined = navigator.clipboard;
  const copy = async () => {
    try {
      await clipboard.writeText(link);
      copied.value = 'yes';
    } catch {
      copied.value = 'no';
    }
  };
  return (
    <div class="copy">
      <label for="room-link">{say.link}</label>
      <input
        id="room-link"
        type="text"
        readOnly
        value={link}
        onFocus={(event) => event.currentTarget.select()}
      />
      {clipboard && (
        <button type="button" class="steady" onClick={copy}>
          {copied.value === 'yes' ? say.copied : say.copy}
        </button>
      )}
      <output class={copied.value === 'no' ? 'hint' : 'visually-hidden'}>
        {copied.value === 'yes' && say.copyDone}
        {copied.value === 'no' && say.copyFailed}
      </output>
    </div>
  );
}
