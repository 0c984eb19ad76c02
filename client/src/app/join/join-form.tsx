/** The form that joins a room. Its values are checked by the parser of the address, and by nothing else. */
import { codecsFor, methodNamed, TAB_METHOD_NAMES } from '@hearsay/shared/methods/methods.ts';
import { makeRoomKey } from '@hearsay/shared/protocol/room-key.ts';
import { allowedValues, BACKEND_CHOICES, type RunSettings } from '@hearsay/shared/protocol/run-settings.ts';
import { TASK_NAMES, taskNamed } from '@hearsay/shared/tasks/tasks.ts';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { randomBytes } from '../../random-bytes.ts';
import { Radio, SelectField, TextField } from './fields.tsx';
import { type FormTexts, keyOf, readTexts, textsOf } from './form-texts.ts';
import { PartitionField } from './partition-field.tsx';

interface JoinFormProps {
  initial: RunSettings;
  /** Whether the room is one that nobody knows of yet. */
  isNew: boolean;
  busy: boolean;
  again: boolean;
  onJoin(settings: RunSettings): void;
}

const MORE: readonly (keyof RunSettings)[] = ['with', 'seed', 'gossip', 'steps', 'rate', 'momentum', 'shard'];

function ownOptionsOf(method: string): string {
  const options = Object.entries(methodNamed(method).options);
  if (options.length === 0) return 'This method has none.';
  const all = options.map(([name, { initial, help }]) => `${name}:${initial} (${help})`);
  return `What it takes, parted by commas, as it is when nothing is given: ${all.join(', ')}.`;
}

const sentence = (text: string): string => `${text[0].toUpperCase()}${text.slice(1)}.`;

const newKey = (): string => makeRoomKey(randomBytes);

export function JoinForm({ initial, isNew, busy, again, onJoin }: JoinFormProps) {
  const texts = useSignal(textsOf(initial));
  /** The settings that were refused when the form was sent; each is forgiven once it is corrected. */
  const refused = useSignal<readonly string[]>([]);
  const moreOpen = useSignal(false);
  const sent = useSignal(0);
  const form = useRef<HTMLFormElement>(null);

  const problemOf = (name: keyof RunSettings) => (refused.value.includes(name) ? allowedValues(name) : null);
  const wrong = () => readTexts(texts.value, initial).problems.map((problem) => problem.name);
  const change = (part: Partial<FormTexts>) => {
    texts.value = { ...texts.value, ...part };
    if (refused.value.length > 0) {
      const still = wrong();
      refused.value = refused.value.filter((name) => still.includes(name));
    }
  };
  const submit = (event: Event) => {
    event.preventDefault();
    refused.value = wrong();
    if (refused.value.length === 0) {
      const key = keyOf(texts.value, initial, newKey);
      return onJoin(readTexts({ ...texts.value, key }, initial).settings);
    }
    if (refused.value.some((name) => MORE.some((other) => other === name))) moreOpen.value = true;
    sent.value += 1;
  };
  // After the render that marks the fields, so that the first of them can take the focus.
  useEffect(() => {
    if (sent.value > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [sent.value]);

  const access = texts.value.key === '' ? 'name' : 'link';
  type TextName = 'room' | 'samples' | 'with' | 'seed' | 'gossip' | 'steps' | 'rate' | 'momentum' | 'shard';
  const text = (name: TextName) => ({
    name,
    value: texts.value[name],
    problem: problemOf(name),
    onInput: (value: string) => change({ [name]: value }),
  });

  return (
    <form ref={form} class="join" onSubmit={submit} noValidate>
      <TextField
        {...text('room')}
        label="Room"
        hint={
          texts.value.key === ''
            ? 'Tabs that name the same room learn together.'
            : 'A name to know it by. The link to the room, once you are in it, is what lets others in.'
        }
      />
      <fieldset class="field">
        <legend>Who can join</legend>
        <Radio group="access" value="link" chosen={access} onChoose={admit}>
          those who have the link, which holds a key
        </Radio>
        <Radio group="access" value="name" chosen={access} onChoose={admit}>
          everybody who knows the name of the room
        </Radio>
      </fieldset>
      <PartitionField texts={texts.value} problem={problemOf('partition')} onChange={change} />
      <SelectField
        name="task"
        label="Task"
        hint={sentence(taskNamed(texts.value.task).title)}
        value={texts.value.task}
        options={TASK_NAMES}
        onChoose={(task) => change({ task })}
      />
      <TextField {...text('samples')} label="Examples per tab" numeric />
      <details open={moreOpen.value} onToggle={(event) => (moreOpen.value = event.currentTarget.open)}>
        <summary>More settings</summary>
        <div class="columns">
          <SelectField
            name="method"
            label="Method"
            hint={sentence(methodNamed(texts.value.method).summary)}
            value={texts.value.method}
            options={TAB_METHOD_NAMES}
            onChoose={(method) => change({ method, with: '', codec: 'auto' })}
          />
          <TextField
            {...text('with')}
            label="Options of the method"
            hint={ownOptionsOf(texts.value.method)}
          />
          <TextField {...text('seed')} label="Seed" numeric hint="The same in every tab of a room." />
          <TextField
            {...text('gossip')}
            label="Exchanges per local update"
            hint="ln is the natural logarithm of the number of tabs; 0 trains alone."
          />
          <TextField {...text('steps')} label="Training steps per local update" numeric />
          <TextField {...text('rate')} label="Learning rate" numeric />
          <TextField
            {...text('momentum')}
            label="Momentum"
            numeric
            hint="The share of the velocity that is kept from step to step; 0 for none."
          />
          <fieldset class="field">
            <legend>When two tabs exchange models</legend>
            <Radio group="exchange" value="swap" chosen={texts.value.exchange} onChoose={pick}>
              both learn from it (swap)
            </Radio>
            <Radio group="exchange" value="push" chosen={texts.value.exchange} onChoose={pick}>
              only the receiver does (push)
            </Radio>
          </fieldset>
          <SelectField
            name="codec"
            label="How models travel"
            hint={
              methodNamed(texts.value.method).takesCodec
                ? 'float16 takes half the bytes of float32, int8 a quarter; top-k sends what has changed most. auto is what costs least.'
                : 'This method has a way of its own.'
            }
            value={texts.value.codec}
            options={codecOptions(texts.value)}
            onChoose={(codec) => change({ codec })}
          />
          <SelectField
            name="backend"
            label="What it computes with"
            hint="auto measures what this browser has to offer and takes the fastest. For this tab alone."
            value={texts.value.backend}
            options={BACKEND_CHOICES}
            onChoose={(backend) => change({ backend })}
          />
          <TextField
            {...text('shard')}
            label="Part of the data"
            hint="As in 3/8. Left empty, the room deals the parts out."
          />
        </div>
      </details>
      <button type="submit" class="primary" disabled={busy}>
        {busy ? 'Joining…' : again ? 'Join the room again' : isNew ? 'Start the room' : 'Join the room'}
      </button>
    </form>
  );

  function admit(choice: string): void {
    change({ key: choice === 'name' ? '' : initial.key || newKey() });
  }

  function pick(exchange: string): void {
    change({ exchange });
  }
}

/** A codec from a link may be none of those that the form offers. */
function codecOptions({ method, codec }: FormTexts): string[] {
  const offered = methodNamed(method).takesCodec ? ['auto', ...codecsFor(method)] : ['auto'];
  return offered.includes(codec) ? offered : [...offered, codec];
}
