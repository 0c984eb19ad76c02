/** A table of the creator's, and which of its columns is to be predicted. The rows are looked at here, and stay here. */
import { type Signal, useComputed, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { loadTable, type TableFile } from '../../data/table/load-table.ts';
import { waysToLearn } from '../../data/table/make-table-task.ts';
import type { Table } from '../../data/table/read-table.ts';
import type { TableProblem } from '../../data/table/table-problem.ts';
import { FilePicker } from '../shared-task/file-picker.tsx';
import { said } from '../words/table-words.ts';
import { words } from '../words/words.ts';

/** What was chosen so far. */
export interface TableDraft {
  readonly table: Table | null;
  /** The name of a column; empty before. */
  readonly target: string;
  readonly learn: 'classes' | 'number';
}

export const noTable: TableDraft = { table: null, target: '', learn: 'classes' };

/** A table that is there before somebody chooses one. */
export interface FirstTable {
  readonly file: TableFile;
  readonly target: string;
}

interface TableChoiceProps {
  draft: Signal<TableDraft>;
  first: FirstTable | null;
  /** The id of what says what is wrong with the choice; null where all is well. */
  problemId: string | null;
}

export function TableChoice({ draft, first, problemId }: TableChoiceProps) {
  const { table: say } = words.value.shared;
  const problem = useSignal<TableProblem | null>(null);
  const progress = useSignal<number | null>(null);
  const stop = useRef(new AbortController());
  const { table, target, learn } = draft.value;
  const ways = useComputed(() => {
    const column = draft.value.table?.columns.find(({ name }) => name === draft.value.target);
    return column ? waysToLearn(column) : [];
  }).value;
  useEffect(() => {
    if (first !== null && draft.peek().table === null) void read(first.file, first.target);
    return () => stop.current.abort();
  }, []);

  const choose = (name: string, of: Table): void => {
    const column = of.columns.find((one) => one.name === name);
    draft.value = { table: of, target: name, learn: (column && waysToLearn(column)[0]) ?? 'classes' };
  };
  const read = async (file: TableFile | undefined, wanted?: string): Promise<void> => {
    if (file === undefined) return;
    stop.current.abort();
    stop.current = new AbortController();
    progress.value = 0;
    problem.value = null;
    try {
      const options = { signal: stop.current.signal, onProgress: (done: number) => (progress.value = done) };
      const found = await loadTable(file, options);
      if (!found.ok) problem.value = found.problem;
      // The last column is what most tables are about.
      else choose(wanted ?? likelyTarget(found.table), found.table);
    } catch {
      // Another file was chosen meanwhile, or the page left.
      return;
    }
    progress.value = null;
  };
  return (
    <div class="field table-choice">
      <FilePicker
        label={say.choose}
        accept=".csv,.tsv,.txt,text/csv"
        problemId={table === null ? problemId : null}
        onFiles={([file]) => void read(file)}
      />
      <p class="hint">{say.chooseHint}</p>
      {progress.value !== null && (
        <div>
          <label for="table-progress">{say.reading}</label>
          <progress id="table-progress" max={1} value={progress.value} />
        </div>
      )}
      {problem.value !== null && (
        <p class="problem" role="alert">
          {said(words.value.table.files, problem.value)}
        </p>
      )}
      {table !== null && (
        <>
          <label for="table-target">{say.target}</label>
          <select
            id="table-target"
            aria-invalid={problemId !== null}
            aria-describedby={problemId ?? undefined}
            value={target}
            onChange={({ currentTarget }) => choose(currentTarget.value, table)}
          >
            {table.columns.map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
          {ways.length > 1 && (
            <select
              aria-label={say.learn}
              value={learn}
              onChange={({ currentTarget: { value } }) => {
                draft.value = { ...draft.value, learn: value === 'number' ? 'number' : 'classes' };
              }}
            >
              {ways.map((way) => (
                <option key={way} value={way}>
                  {say.learnAs[way]}
                </option>
              ))}
            </select>
          )}
        </>
      )}
    </div>
  );
}

function likelyTarget({ columns }: Table): string {
  const possible = columns.filter((column) => waysToLearn(column).length > 0);
  return (
    possible.findLast((column) => waysToLearn(column)[0] === 'classes') ??
    possible.at(-1) ??
    columns[0]
  ).name;
}

/** What was found in the table: its first rows, and how each column is read. */
export function TablePreview({ draft: { table, target } }: { draft: TableDraft }) {
  const { table: say } = words.value.shared;
  const { ignored, found } = words.value.table;
  if (table === null) return <p class="hint">{say.previewEmpty}</p>;
  return (
    <>
      <p>{found.rows(table.rows)}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled can be scrolled by keys */}
      <section class="table-preview" tabIndex={0} aria-label={say.previewLabel}>
        <table>
          <thead>
            <tr>
              {table.columns.map(({ name, kind, reason }) => (
                <th key={name} scope="col">
                  {name}
                  <span class="hint">
                    {name === target
                      ? say.isTarget
                      : kind !== null
                        ? say.kinds[kind]
                        : reason && `${say.notUsed}: ${said(ignored, reason)}`}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.preview.map((row, place) => (
              <tr key={place}>
                {row.map((cell, i) => (
                  <td key={table.columns[i]?.name ?? i}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
