/** How to get more tabs into the room. */
import type { RunSettings } from '@hearsay/shared/protocol/run-settings.ts';
import { useSignal } from '@preact/signals';
import { linkTo, onlyThisDevice } from './link.ts';
import { QrCode } from './qr-code.tsx';

export function Invitation({ settings, alone }: { settings: RunSettings; alone: boolean }) {
  const link = linkTo(settings, location.href);
  const hereOnly = onlyThisDevice(location.hostname);
  return (
    <section class={alone ? 'invitation alone' : 'invitation'} aria-labelledby="invitation">
      <h2 id="invitation">{alone ? 'Nobody to gossip with yet' : 'More tabs'}</h2>
      <p>
        {alone
          ? 'Open this link in another tab or on a phone: the two will find each other and learn together.'
          : 'Every tab that opens this link joins the room.'}{' '}
        {settings.key !== '' && 'It holds the key of the room: only those who have it can join.'}
      </p>
      <a class="button" href={link} target="_blank" rel="noopener">
        Open another tab
      </a>
      <CopyField link={link} />
      {!hereOnly && <QrCode link={link} label="QR code of the link to this room" />}
      {hereOnly && (
        <p class="hint">
          This address works on this computer only. For other devices, open the page by the computer’s network
          address.
        </p>
      )}
    </section>
  );
}

function CopyField({ link }: { link: string }) {
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
      <label for="room-link">Link to this room</label>
      <input
        id="room-link"
        type="text"
        readOnly
        value={link}
        onFocus={(event) => event.currentTarget.select()}
      />
      {clipboard && (
        <button type="button" class="steady" onClick={copy}>
          {copied.value === 'yes' ? 'Copied' : 'Copy'}
        </button>
      )}
      <output class={copied.value === 'no' ? 'hint' : 'visually-hidden'}>
        {copied.value === 'yes' && 'The link is copied.'}
        {copied.value === 'no' && 'The browser did not allow copying. Select the link and copy it by hand.'}
      </output>
    </div>
  );
}
