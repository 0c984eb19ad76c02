/** Tables and shared tasks, in English. */
import { sharedTaskReason } from '@hearsay/shared/tasks/shared-task-problem.ts';
import { createFormat } from './format.ts';
import type { TableWords } from './table-words.ts';

const { count, bytes, list } = createFormat('en');
const plural = (value: number, one: string, many: string): string =>
  `${count(value)} ${value === 1 ? one : many}`;
const named = (names: readonly string[]): string => list(names.map((name) => `“${name}”`));
const SAVE = 'Save the table as CSV there, and choose that file.';

export const table: TableWords = {
  files: {
    'empty-file': 'The file is empty. Choose another one.',
    'too-large-file': (problem) =>
      `The file has ${bytes(problem.bytes)}, and may have ${bytes(problem.most)}. Choose a part of its rows.`,
    'binary-file': 'The file is not text, so it is no table. Choose a CSV file.',
    spreadsheet: `The file is one of a spreadsheet program. ${SAVE}`,
    html: 'The file is a web page, as comes instead of a table when one has to log in. Download the table again.',
    'one-column':
      'The file has one column only: nothing to learn from. Choose a table with commas, semicolons or tabs between its columns.',
    'no-rows': 'The file has the names of columns, and no rows below them. Choose another one.',
    'too-many-columns': (problem) =>
      `The table has ${count(problem.count)} columns, and may have ${count(problem.most)}. Choose fewer of them.`,
    unreadable: 'The file cannot be read. It may have been moved: choose it again.',
  },
  ignored: {
    empty: 'nothing in it',
    constant: 'the same in every row',
    'row-numbers': 'counts the rows',
    dates: 'dates and times',
    'different-texts': (reason) =>
      `${plural(reason.count, 'text', 'different texts')}: nearly one for each row`,
    'too-many-categories': (reason) => `${count(reason.count)} categories, more than ${count(reason.most)}`,
  },
  targets: {
    'no-such-column': ({ name }) => `There is no column “${name}”.`,
    'target-empty': ({ name }) => `There is nothing in the column “${name}”. Choose another one to learn.`,
    'target-one-class': ({ name, only }) =>
      `All rows have the same in the column “${name}”: “${only}”. Choose another one to learn.`,
    'target-too-many-classes': (problem) =>
      `The column “${problem.name}” has ${count(problem.count)} different values, and classes may be ${count(problem.most)}. Choose another one, or learn it as a number.`,
    'target-no-number': ({ name }) => `The column “${name}” has no numbers. Learn its classes instead.`,
  },
  fits: {
    'target-missing': ({ name }) =>
      `The table has no column “${name}”, which is what the room learns. Name it like that in the file, or choose another file.`,
    'columns-missing': ({ names }) =>
      `The table has none of the columns that the room learns from: ${named(names)}. Choose another file.`,
    'no-row-fits': ({ name, names }) =>
      names.length === 0
        ? `No row has anything in the column “${name}”. Choose another file.`
        : `No row has a class that the room knows in the column “${name}”; there are ${named(names)}. Choose another file.`,
  },
  tasks: {
    'no-shared-task': sharedTaskReason,
    'no-title': sharedTaskReason({ code: 'no-title' }),
    'long-title': sharedTaskReason,
    'class-count': sharedTaskReason,
    'column-count': sharedTaskReason,
    'no-name': sharedTaskReason,
    'long-name': sharedTaskReason,
    'same-name': sharedTaskReason,
    'too-large': sharedTaskReason,
  },
  found: {
    rows: (rows) => plural(rows, 'row', 'rows'),
    missing: (names) => `Not in this table, so taken as gaps: ${named(names)}.`,
    notNumbers: (names) => `Should be numbers, and are mostly something else here: ${named(names)}.`,
    extra: (names) => `Not used, as the room does not know them: ${named(names)}.`,
    withoutTarget: (rows) => `${plural(rows, 'row is', 'rows are')} left out: nothing there to learn.`,
    unknown: (rows, names) =>
      `${plural(rows, 'row is', 'rows are')} left out: the room does not know the class, as ${named(names)}.`,
    gaps: (gaps) => plural(gaps, 'gap', 'gaps'),
  },
};
