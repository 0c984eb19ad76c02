/** How the class gets into the room: a code for cameras, the room's code and its link. */
import type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { linkTo, onlyThisDevice } from '../session/link.ts';
import { QrCode } from '../session/qr-code.tsx';
import { words } from '../words/words.ts';

export function JoinPanel({ settings, alone }: { settings: RunSettings; alone: boolean }) {
  const { classroom, invitation } = words.value;
  const say = classroom.join;
  const link = linkTo(settings, location.href);
  const hereOnly = onlyThisDevice(location.hostname);
  return (
    <section class="panel join-panel" aria-labelledby="classroom-join">
      <h2 id="classroom-join">{alone ? say.alone : say.heading}</h2>
      <div class="code-place">
        {hereOnly ? <p class="hint">{say.hereOnly}</p> : <QrCode link={link} label={invitation.qrCode} />}
      </div>
      <div class="ways-in">
        <p>{alone ? say.howAlone : say.how}</p>
        <p class="room-code">
          <span class="quiet">{say.code}</span> <strong>{settings.room}</strong>
        </p>
        {settings.key !== '' && <p class="hint">{say.key}</p>}
        <a class="link-text" href={link} target="_blank" rel="noopener">
          {link}
        </a>
      </div>
    </section>
  );
}
