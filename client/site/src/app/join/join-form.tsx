/** The form that joins a room. Its values are checked by the parser of the address, and by nothing else. */
import { TAB_METHOD_NAMES } from '@hearsay/shared/methods/methods.ts';
import { makeRoomKey } from '@hearsay/shared/protocol/room-key.ts';
import { type RunSettings, ruleOf } from '@hearsay/shared/settings/run-settings.ts';
import { isTaskDigest, TASK_NAMES } from '@hearsay/shared/tasks/tasks.ts';
import { useSignal } from '@preact/signals';
import { randomBytes } from 'hearsay/basics';
import { useEffect, useRef } from 'preact/hooks';
import { words } from '../words/words.ts';
import { SelectField } from './fields.tsx';
import { type FormTexts, keyOf, readTexts, textsOf } from './form-texts.ts';
import { MORE, MoreFields } from './more-fields.tsx';
import { PartitionField } from './partition-field.tsx';

interface JoinFormProps {
  initial: RunSettings;
  /** Whether the room is one that nobody knows of yet. */
  isNew: boolean;
  busy: boolean;
  again: boolean;
  /** Whether the address asks for the classroom view. */
  asClassroom: boolean;
  onJoin(settings: RunSettings, asClassroom: boolean): void;
}

/** The value of the button that opens the room as a classroom. */
const CLASSROOM = 'classroom';

const newKey = (): string => makeRoomKey(randomBytes);

export function JoinForm({ initial, isNew, busy, again, asClassroom, onJoin }: JoinFormProps) {
  const { form: say } = words.value;
  const texts = useSignal(textsOf(initial));
  /** The settings that were refused when the form was sent; each is forgiven once it is corrected. */
  const refused = useSignal<readonly string[]>([]);
  const moreOpen = useSignal(false);
  const sent = useSignal(0);
  const form = useRef<HTMLFormElement>(null);

  const problemOf = (name: keyof RunSettings) => (refused.value.includes(name) ? ruleOf(name) : null);
  const wrong = () => readTexts(texts.value, initial).problems.map((problem) => problem.name);
  const change = (part: Partial<FormTexts>) => {
    texts.value = { ...texts.value, ...part };
    if (refused.value.length > 0) {
      const still = wrong();
      refused.value = refused.value.filter((name) => still.includes(name));
    }
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const forClassroom = event.submitter?.getAttribute('value') === CLASSROOM;
    refused.value = wrong();
    if (refused.value.length === 0) {
      const key = keyOf(texts.value, initial, newKey);
      return onJoin(readTexts({ ...texts.value, key }, initial).settings, forClassroom);
    }
    if (refused.value.some((name) => MORE.some((other) => other === name))) moreOpen.value = true;
    sent.value += 1;
  };
  // After the render that marks the fields, so that the first of them can take the focus.
  useEffect(() => {
    if (sent.value > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [sent.value]);

  const { task, method } = texts.value;
  return (
    <form ref={form} aria-label={say.label} class="panel join" onSubmit={submit} noValidate>
      {!isNew && (
        <p class="room-name">
          <span class="quiet">{say.room}</span> <strong>{texts.value.room}</strong>
        </p>
      )}
      {/* The examples of a task that the room made itself are its devices' own. */}
      {!isTaskDigest(task) && (
        <>
          <PartitionField texts={texts.value} problem={problemOf('partition')} onChange={change} />
          <SelectField
            name="task"
            label={say.task}
            hint={say.tasks[task]?.hint ?? ''}
            value={task}
            options={TASK_NAMES}
            nameOf={(name) => say.tasks[name]?.name ?? name}
            onChoose={(chosen) => change({ task: chosen })}
          />
        </>
      )}
      <SelectField
        name="method"
        label={say.method}
        hint={say.methods[method]?.hint ?? ''}
        value={method}
        options={TAB_METHOD_NAMES}
        nameOf={(name) => say.methods[name]?.name ?? name}
        onChoose={(chosen) => change({ method: chosen, with: '', codec: 'auto' })}
      />
      <details open={moreOpen.value} onToggle={(event) => (moreOpen.value = event.currentTarget.open)}>
        <summary>{say.more}</summary>
        <MoreFields
          texts={texts.value}
          problemOf={problemOf}
          keyed={() => initial.key || newKey()}
          onChange={change}
        />
      </details>
      {initial.privacy && <p class="hint">{say.private(initial.privacy.epsilon, initial.privacy.delta)}</p>}
      {initial.attack && <p class="hint">{say.lies(initial.attack.name)}</p>}
      <div class="ways">
        <button type="submit" class="primary" disabled={busy}>
          {busy ? say.busy : again ? say.again : isNew ? say.start : say.join}
        </button>
        {(isNew || asClassroom) && (
          <button type="submit" value={CLASSROOM} disabled={busy}>
            {words.value.projector.open}
          </button>
        )}
      </div>
    </form>
  );
}
