/** Makes a task: what its examples are, and what is to be told apart. Whoever made it opens a room with it. */
import { nameKey } from '@hearsay/shared/tasks/names.ts';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Radio } from '../join/fields.tsx';
import { later } from '../later.tsx';
import { type MadeLesson, madeLessonIn } from '../lessons/lesson-names.ts';
import type { Page } from '../page.ts';
import { said } from '../words/table-words.ts';
import { needWords, words } from '../words/words.ts';
import { ClassNames } from './class-names.tsx';
import { type Draft, type DraftProblem, fieldOf, KINDS, NETWORK_NAMES, taskOf } from './draft.ts';
import { joinWith } from './join-with.ts';
import { draftOf, tableOf } from './prefill.ts';
import { Preview } from './preview.tsx';
import { type FirstTable, noTable, TableChoice } from './table-choice.tsx';
import { TitleField } from './title-field.tsx';
import '../style/start.css';
import './make.css';

/** Two classes to begin with: with fewer there is nothing to tell apart. */
const EMPTY: Omit<Draft, 'table'> = { kind: 'pictures', title: '', network: 'features', classes: ['', ''] };

// Most tasks are made from nothing.
const MakeOfLesson = later(async () => {
  await needWords('lessons');
  return ({ page, lesson }: { page: Page; lesson: MadeLesson }) => (
    <MakeForm page={page} first={draftOf(lesson, words.value.lessons)} table={tableOf(lesson)} />
  );
});

export function MakeView({ page }: { page: Page }) {
  // Follows the address, which is read anew whenever the page's reading of it is.
  const lesson = page.reading.value && madeLessonIn(location.hash);
  return lesson === null ? (
    <MakeForm key="none" page={page} first={EMPTY} table={null} />
  ) : (
    <MakeOfLesson key={lesson} page={page} lesson={lesson} />
  );
}

interface MakeFormProps {
  page: Page;
  /** What the form begins with. */
  first: Omit<Draft, 'table'>;
  /** The table that it begins with. */
  table: FirstTable | null;
}

function MakeForm({ page, first, table: firstTable }: MakeFormProps) {
  const { make: say } = words.value.shared;
  const draft = useSignal(first);
  const table = useSignal(noTable);
  const problem = useSignal<DraftProblem | null>(null);
  const sent = useSignal(0);
  const form = useRef<HTMLFormElement>(null);
  const whole = (): Draft => ({ ...draft.value, table: table.value });

  /** What was corrected is forgiven at once; what is wrong besides is said when the form is sent again. */
  const change = (part: Partial<Omit<Draft, 'table'>>): void => {
    draft.value = { ...draft.value, ...part };
    if (problem.value === null) return;
    const now = taskOf(whole());
    if (now.ok || fieldOf(now.problem) !== fieldOf(problem.value)) problem.value = null;
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    const read = taskOf(whole());
    problem.value = read.ok ? null : read.problem;
    if (read.ok) joinWith(page, read.shared, draft.value.kind === 'table' ? table.value.table : null);
    else sent.value += 1;
  };
  useEffect(() => {
    if (sent.value > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [sent.value]);
  // In another language, as long as nobody has changed anything.
  const begun = useRef(first);
  useEffect(() => {
    if (draft.peek() === begun.current) draft.value = first;
    begun.current = first;
  }, [first]);
  // Another table, or another column of it, is another choice.
  useEffect(() => {
    problem.value = null;
  }, [table.value]);

  const { kind, title, network, classes } = draft.value;
  const wrongField = problem.value && fieldOf(problem.value);
  const text = problem.value && inWords(problem.value);
  // What is wrong with classes there is so of those in the table.
  const wrongTable = text !== null && wrongField !== 'title';
  return (
    <div class="start make">
      <div class="intro">
        <h1 tabIndex={-1}>{say.heading}</h1>
        <p class="lead">{say.lead}</p>
        <p>
          <a href="#view=room">{say.back}</a>
        </p>
        <p>
          <a href="#view=lessons">{say.lessons}</a>
        </p>
      </div>
      <form ref={form} class="panel join" aria-label={say.heading} onSubmit={submit} noValidate>
        <Choices
          legend={say.kind}
          group="kind"
          names={KINDS}
          texts={say.kinds}
          chosen={kind}
          onChoose={(chosen) => change({ kind: chosen })}
        />
        <TitleField
          title={title}
          problem={wrongField === 'title' ? text : null}
          onChange={(written) => change({ title: written })}
        />
        {kind === 'table' ? (
          <>
            <TableChoice draft={table} first={firstTable} problemId={wrongTable ? 'task-problem' : null} />
            {wrongTable && <Problem text={text} />}
          </>
        ) : (
          <>
            <ClassNames
              names={classes}
              wrong={wrongField === 'classes' ? wrongNames(classes, problem.value) : []}
              problemId={wrongField === 'classes' ? 'task-problem' : null}
              onChange={(names) => change({ classes: names })}
            />
            {wrongField === 'classes' && text !== null && <Problem text={text} />}
          </>
        )}
        {kind === 'pictures' && (
          <Choices
            legend={say.network}
            group="network"
            names={NETWORK_NAMES}
            texts={say.networks}
            chosen={network}
            onChoose={(chosen) => change({ network: chosen })}
          />
        )}
        <div class="ways">
          <button type="submit" class="primary" disabled={page.starting.value}>
            {page.starting.value ? say.making : say.make}
          </button>
        </div>
      </form>
      <Preview draft={whole()} />
    </div>
  );
}

interface ChoicesProps<Name extends string> {
  legend: string;
  group: string;
  names: readonly Name[];
  texts: Readonly<Record<Name, { readonly name: string; readonly hint: string }>>;
  chosen: Name;
  onChoose(name: Name): void;
}

function Choices<Name extends string>(props: ChoicesProps<Name>) {
  const { legend, group, names, texts, chosen, onChoose } = props;
  return (
    <fieldset class="field">
      <legend>{legend}</legend>
      {names.map((name) => (
        <Radio key={name} group={group} value={name} chosen={chosen} onChoose={() => onChoose(name)}>
          {texts[name].name} <span class="hint">{texts[name].hint}</span>
        </Radio>
      ))}
    </fieldset>
  );
}

function Problem({ text }: { text: string }) {
  return (
    <p class="problem" id="task-problem" role="alert">
      {text}
    </p>
  );
}

function inWords(problem: DraftProblem): string {
  const { shared, table } = words.value;
  if (problem.of === 'no-table') return shared.table.none;
  return problem.of === 'task' ? said(table.tasks, problem.problem) : said(table.targets, problem.problem);
}

/** The places of the names that a problem is about. */
function wrongNames(names: readonly string[], problem: DraftProblem | null): number[] {
  if (problem?.of !== 'task') return [];
  const places = [...names.keys()];
  const of = problem.problem;
  if (of.code === 'no-name') return places.filter((place) => nameKey(names[place]) === '');
  if (of.code !== 'long-name' && of.code !== 'same-name') return [];
  return places.filter((place) => nameKey(names[place]) === nameKey(of.name));
}
