/** What the host does for all: what is often done at once, and the rest with a button, as every choice changes every device. */

import type { WishChange } from '@hearsay/shared/room/command.ts';
import type { ChosenGossipRate } from '@hearsay/shared/settings/run-settings.ts';
import { messageOf } from '@hearsay/shared/util/message-of.ts';
import { useComputed, useSignal } from '@preact/signals';
import type { HostState, Session } from 'hearsay';
import { words } from '../words/words.ts';
import { ConfirmedButton } from './confirmed-button.tsx';
import { GuardSwitch } from './guard-switch.tsx';
import { RemovedList } from './removed-list.tsx';
import { gossipInWords } from './setting-words.ts';
import { SettingsForm } from './settings-form.tsx';
import { useCalm } from './use-calm.ts';

const RATES: readonly ChosenGossipRate[] = [0, 0.5, 1, 2, 'ln'];

interface HostControlsProps {
  session: Session;
  wish: HostState;
}

export function HostControls({ session, wish }: HostControlsProps) {
  const say = words.value.classroom.host;
  const trouble = useSignal<string | null>(null);
  const command = async (change: WishChange): Promise<void> => {
    try {
      await session.command(change);
      trouble.value = null;
    } catch (error) {
      trouble.value = messageOf(error);
    }
  };
  const size = useComputed(() => session.status.value.size).value;
  const reports = useCalm(session.room, 'host').value;
  const paused = wish.run === 'paused';
  return (
    <>
      <div class="host-buttons">
        <button
          type="button"
          class="primary"
          onClick={() => void command({ run: paused ? 'training' : 'paused' })}
        >
          {paused ? say.start : say.pause}
        </button>
        <ConfirmedButton
          id="reset"
          label={say.reset}
          heading={say.resetHeading}
          means={say.resetLost(size)}
          yes={say.resetYes}
          onConfirm={() => void command({ reset: true })}
        />
      </div>
      <Rates gossip={session.settings.gossip} onChoose={(gossip) => void command({ gossip })} />
      <GuardSwitch settings={session.settings} onChoose={(guard) => void command({ guard })} />
      <SettingsForm settings={session.settings} onApply={command} />
      <RemovedList removed={wish.removed} reports={reports} onLetIn={(letIn) => void command({ letIn })} />
      {trouble.value !== null && (
        <p class="notice error" role="alert">
          <span lang="en">{trouble.value}</span>
        </p>
      )}
    </>
  );
}

interface RatesProps {
  gossip: ChosenGossipRate;
  onChoose(gossip: ChosenGossipRate): void;
}

function Rates({ gossip, onChoose }: RatesProps) {
  const say = words.value.classroom.host;
  const rates = RATES.includes(gossip) ? RATES : [gossip, ...RATES];
  return (
    <fieldset class="rates" aria-describedby="rates-hint">
      <legend>{say.gossip}</legend>
      <div class="choices">
        {rates.map((rate) => (
          <label key={String(rate)}>
            <input
              type="radio"
              name="classroom-gossip"
              checked={rate === gossip}
              onChange={() => onChoose(rate)}
            />
            <span>{gossipInWords(rate, words.value)}</span>
          </label>
        ))}
      </div>
      <p class="hint" id="rates-hint">
        {say.gossipHint}
      </p>
    </fieldset>
  );
}
