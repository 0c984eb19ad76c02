/** Makes a task: what its examples are, and what is to be told apart. Whoever made it opens a room with it. */
import { drawingsTask, picturesTask } from '@hearsay/shared/tasks/make-shared-task.ts';
import { nameKey } from '@hearsay/shared/tasks/names.ts';
import type { SharedTaskRead } from '@hearsay/shared/tasks/shared-task.ts';
import type { SharedTaskProblem } from '@hearsay/shared/tasks/shared-task-problem.ts';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Radio } from '../join/fields.tsx';
import type { Page } from '../page.ts';
import { problemInWords } from '../shared-task/problem-in-words.ts';
import { words } from '../words/words.ts';
import { ClassNames } from './class-names.tsx';
import { joinWith } from './join-with.ts';
import { Preview } from './preview.tsx';
import '../style/start.css';
import './make.css';

const KINDS = ['pictures', 'drawings', 'table'] as const;
type Kind = (typeof KINDS)[number];
/** Two fields to begin with: with fewer there is nothing to tell apart. */
const EMPTY = ['', ''];

export function MakeView({ page }: { page: Page }) {
  const { make: say } = words.value.shared;
  const kind = useSignal<Kind>('pictures');
  const title = useSignal('');
  const classes = useSignal<readonly string[]>(EMPTY);
  const problem = useSignal<SharedTaskProblem | null>(null);
  const sent = useSignal(0);
  const form = useRef<HTMLFormElement>(null);

  const made = (): SharedTaskRead => {
    const choice = { title: title.value, classes: classes.value };
    return kind.value === 'drawings'
      ? drawingsTask(choice)
      : picturesTask({ ...choice, network: 'convolutions' });
  };
  /** What was corrected is forgiven at once; what is wrong besides is said when the form is sent again. */
  const changed = (): void => {
    if (problem.value === null) return;
    const now = made();
    if (now.ok || now.problem.code !== problem.value.code) problem.value = null;
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    const read = made();
    problem.value = read.ok ? null : read.problem;
    if (read.ok) joinWith(page, read.shared);
    else sent.value += 1;
  };
  useEffect(() => {
    if (sent.value > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [sent.value]);

  const ofTitle = problem.value !== null && ['no-title', 'long-title'].includes(problem.value.code);
  const ofClasses = problem.value !== null && !ofTitle;
  return (
    <div class="start make">
      <div class="intro">
        <h1 tabIndex={-1}>{say.heading}</h1>
        <p class="lead">{say.lead}</p>
        <p>
          <a href="#view=room">{say.back}</a>
        </p>
      </div>
      <form ref={form} class="panel join" aria-label={say.heading} onSubmit={submit} noValidate>
        <fieldset class="field">
          <legend>{say.kind}</legend>
          {KINDS.map((name) => (
            <Radio
              key={name}
              group="kind"
              value={name}
              chosen={kind.value}
              onChoose={() => {
                kind.value = name;
              }}
            >
              {say.kinds[name].name} <span class="hint">{say.kinds[name].hint}</span>
            </Radio>
          ))}
        </fieldset>
        <div class="field">
          <label for="task-title">{say.title}</label>
          <input
            id="task-title"
            type="text"
            autocomplete="off"
            placeholder={say.titleExample}
            value={title.value}
            aria-invalid={ofTitle}
            aria-describedby={ofTitle ? 'task-title-hint task-problem' : 'task-title-hint'}
            onInput={({ currentTarget }) => {
              title.value = currentTarget.value;
              changed();
            }}
          />
          <p class="hint" id="task-title-hint">
            {say.titleHint}
          </p>
          {ofTitle && <Problem of={problem.value} />}
        </div>
        <ClassNames
          names={classes.value}
          wrong={ofClasses ? wrongNames(classes.value, problem.value) : []}
          problemId={ofClasses ? 'task-problem' : null}
          onChange={(names) => {
            classes.value = names;
            changed();
          }}
        />
        {ofClasses && <Problem of={problem.value} />}
        <div class="ways">
          <button type="submit" class="primary" disabled={page.starting.value}>
            {page.starting.value ? say.making : say.make}
          </button>
        </div>
      </form>
      <Preview title={title.value} classes={classes.value} />
    </div>
  );
}

function Problem({ of }: { of: SharedTaskProblem | null }) {
  return (
    <p class="problem" id="task-problem">
      {of && problemInWords(of)}
    </p>
  );
}

/** The places of the names that a problem is about. */
function wrongNames(names: readonly string[], problem: SharedTaskProblem | null): number[] {
  const places = [...names.keys()];
  if (problem?.code === 'no-name') return places.filter((place) => nameKey(names[place]) === '');
  if (problem?.code !== 'long-name' && problem?.code !== 'same-name') return [];
  return places.filter((place) => nameKey(names[place]) === nameKey(problem.name));
}
