/** The settings that have a good usual value. */
import { codecsFor, GUARD_CHOICES, methodNamed } from '@hearsay/shared/methods/methods.ts';
import type { Rule } from '@hearsay/shared/settings/rules.ts';
import { BACKEND_CHOICES, type RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { words } from '../words/words.ts';
import { Radio, SelectField, TextField } from './fields.tsx';
import type { FormTexts } from './form-texts.ts';

interface MoreFieldsProps {
  texts: FormTexts;
  /** What is allowed, where a value is not; null where it is. */
  problemOf(name: keyof RunSettings): Rule | null;
  /** The key of the room, if it is to have one. */
  keyed(): string;
  onChange(change: Partial<FormTexts>): void;
}

type TextName = 'room' | 'samples' | 'with' | 'seed' | 'gossip' | 'steps' | 'rate' | 'momentum' | 'shard';

/** The settings that are written here, by hand. */
export const MORE: readonly TextName[] = [
  'room',
  'samples',
  'with',
  'seed',
  'gossip',
  'steps',
  'rate',
  'momentum',
  'shard',
];

export function MoreFields({ texts, problemOf, keyed, onChange }: MoreFieldsProps) {
  const { form: say } = words.value;
  const access = texts.key === '' ? 'name' : 'link';
  const text = (name: TextName) => ({
    name,
    value: texts[name],
    problem: problemOf(name),
    onInput: (value: string) => onChange({ [name]: value }),
  });
  const admit = (choice: string) => onChange({ key: choice === 'name' ? '' : keyed() });
  const pick = (exchange: string) => onChange({ exchange });
  return (
    <div class="columns">
      <TextField
        {...text('room')}
        label={say.room}
        hint={texts.key === '' ? say.roomOpenHint : say.roomKeyHint}
      />
      <fieldset class="field">
        <legend>{say.access}</legend>
        <Radio group="access" value="link" chosen={access} onChoose={admit}>
          {say.accessLink}
        </Radio>
        <Radio group="access" value="name" chosen={access} onChoose={admit}>
          {say.accessName}
        </Radio>
      </fieldset>
      <TextField {...text('samples')} label={say.samples} numeric />
      <TextField {...text('seed')} label={say.seed} numeric hint={say.seedHint} />
      <TextField {...text('gossip')} label={say.gossip} hint={say.gossipHint} />
      <TextField {...text('steps')} label={say.steps} numeric />
      <TextField {...text('rate')} label={say.rate} numeric />
      <TextField {...text('momentum')} label={say.momentum} numeric hint={say.momentumHint} />
      <fieldset class="field">
        <legend>{say.exchange}</legend>
        <Radio group="exchange" value="swap" chosen={texts.exchange} onChoose={pick}>
          {say.exchangeSwap}
        </Radio>
        <Radio group="exchange" value="push" chosen={texts.exchange} onChoose={pick}>
          {say.exchangePush}
        </Radio>
      </fieldset>
      <SelectField
        name="driftCorrection"
        label={say.driftCorrection}
        hint={methodNamed(texts.method).driftCorrection ? say.driftCorrectionHint : say.driftCorrectionNone}
        value={texts.driftCorrection}
        options={driftOptions(texts)}
        nameOf={(option) => say.driftCorrections(option)}
        onChoose={(driftCorrection) => onChange({ driftCorrection })}
      />
      <SelectField
        name="guard"
        label={say.guard}
        hint={methodNamed(texts.method).guard ? say.guardHint : say.guardNone}
        value={texts.guard}
        options={GUARD_CHOICES}
        nameOf={(choice) => say.guards(choice)}
        onChoose={(guard) => onChange({ guard })}
      />
      <SelectField
        name="codec"
        label={say.codec}
        hint={methodNamed(texts.method).takesCodec ? say.codecHint : say.codecOwn}
        value={texts.codec}
        options={codecOptions(texts)}
        onChoose={(codec) => onChange({ codec })}
      />
      <TextField {...text('with')} label={say.ownOptions} hint={ownOptionsOf(texts.method)} />
      <SelectField
        name="backend"
        label={say.backend}
        hint={say.backendHint}
        value={texts.backend}
        options={BACKEND_CHOICES}
        onChoose={(backend) => onChange({ backend })}
      />
      <TextField {...text('shard')} label={say.shard} hint={say.shardHint} />
    </div>
  );
}

function ownOptionsOf(method: string): string {
  const { form: say } = words.value;
  const options = Object.entries(methodNamed(method).options);
  if (options.length === 0) return say.noOwnOptions;
  return say.ownOptionsHint(options.map(([name, { initial }]) => `${name}:${initial}`).join(', '));
}

/** A link may name other corrections than the form offers. */
function driftOptions({ method, driftCorrection }: FormTexts): string[] {
  const offered = ['auto', 'none', ...(methodNamed(method).driftCorrection ? ['best'] : [])];
  return offered.includes(driftCorrection) ? offered : [...offered, driftCorrection];
}

/** A codec from a link may be none of those that the form offers. */
function codecOptions({ method, codec }: FormTexts): string[] {
  const offered = methodNamed(method).takesCodec ? ['auto', ...codecsFor(method)] : ['auto'];
  return offered.includes(codec) ? offered : [...offered, codec];
}
