/** A table of one's own: brought from a file, measured by what the room knows of its columns, and a row to predict. */

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { DataProblem } from '../../data/data-problem.ts';
import { dataProblemInWords } from '../../data/data-problem.ts';
import { storageProblem } from '../../data/kept/data-base.ts';
import { type FittingRows, fitTable } from '../../data/table/fit-table.ts';
import { loadTable, type TableFile } from '../../data/table/load-table.ts';
import type { FitProblem, TableProblem } from '../../data/table/table-problem.ts';
import { later } from '../later.tsx';
import { isOfPenguins } from '../lessons/penguins.ts';
import { said } from '../words/table-words.ts';
import { needWords, words } from '../words/words.ts';
import { FilePicker } from './file-picker.tsx';
import { keepRows } from './kept-rows.ts';
import type { TableRun } from './open-shared.ts';
import { PredictRow } from './predict-row.tsx';
import { RoomColumns } from './room-columns.tsx';
import type { Bringing } from './table-rows.ts';

// For a room of one lesson alone.
const Stations = later(async () => {
  const [part] = await Promise.all([import('../lessons/stations.tsx'), needWords('lessons')]);
  return part.Stations;
});

export function TableExamples({ run }: { run: TableRun }) {
  const { collect, table: say } = words.value.shared;
  const { table } = run;
  const reading = useReading(run);
  const rows = table.brought.value?.rows.length ?? 0;
  const { data } = table;
  const names = [...data.columns, data.target].map(({ name }) => name);
  return (
    <section class="panel collect" aria-labelledby="collect">
      <h2 id="collect">{collect.heading}</h2>
      <p class="hint">{say.bringHint(words.value.format.list(names))}</p>
      <div class="kept-buttons">
        <FilePicker
          label={rows === 0 ? say.bring : say.another}
          accept=".csv,.tsv,.txt,text/csv"
          disabled={reading.progress.value !== null}
          onFiles={reading.read}
        />
        {rows > 0 && (
          <button type="button" onClick={() => reading.bring(null)}>
            {say.remove}
          </button>
        )}
      </div>
      {isOfPenguins(run.shared) && (
        <Stations disabled={reading.progress.value !== null} onUse={(file) => reading.read([file])} />
      )}
      <div class="reading-news" aria-live="polite">
        {reading.progress.value !== null && (
          <div>
            <label for="reading-table">{say.reading}</label>
            <progress id="reading-table" max={1} value={reading.progress.value} />
          </div>
        )}
        {rows > 0 && <p>{words.value.table.found.rows(rows)}</p>}
        <FitNotes fit={reading.fit.value} />
        {reading.problem.value !== null && <p class="notice error">{reading.problem.value}</p>}
      </div>
      <RoomColumns table={table} />
      <PredictRow table={table} session={run.session} />
    </section>
  );
}

/** What of a file was not used, and why. */
function FitNotes({ fit }: { fit: FittingRows | null }) {
  if (fit === null) return null;
  const { found } = words.value.table;
  const { missing, notNumbers, extra, withoutTarget, unknown, unknownClasses } = fit;
  const notes = [
    missing.length > 0 && found.missing(missing),
    notNumbers.length > 0 && found.notNumbers(notNumbers),
    extra.length > 0 && found.extra(extra),
    withoutTarget > 0 && found.withoutTarget(withoutTarget),
    unknown > 0 && found.unknown(unknown, unknownClasses),
  ].filter((note) => note !== false);
  if (notes.length === 0) return null;
  return (
    <ul class="hint">
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}

/** Reads files into the run's rows, one at a time. */
function useReading({ table, shared, owner }: TableRun) {
  const progress = useSignal<number | null>(null);
  const problem = useSignal<string | null>(null);
  const fit = useSignal<FittingRows | null>(null);
  const stop = useRef(new AbortController());
  useEffect(() => () => stop.current.abort(), []);
  const failed = (of: TableProblem): void => {
    problem.value = said(words.peek().table.files, of);
  };
  const unfit = (of: FitProblem): void => {
    problem.value = said(words.peek().table.fits, of);
  };
  const unkept = (of: DataProblem): void => {
    problem.value = dataProblemInWords(of, words.peek().examples.problems);
  };
  const bring = (brought: Bringing | null): void => {
    if (brought === null) fit.value = null;
    problem.value = null;
    table.brought.value = brought;
    keepRows(owner, table.data, brought).catch((error) => unkept(storageProblem(error)));
  };
  const read = async ([file]: readonly TableFile[]): Promise<void> => {
    if (file === undefined) return;
    stop.current = new AbortController();
    progress.value = 0;
    problem.value = null;
    try {
      const onProgress = (done: number): void => {
        progress.value = done;
      };
      const found = await loadTable(file, { signal: stop.current.signal, onProgress });
      progress.value = null;
      if (!found.ok) return failed(found.problem);
      const fitting = fitTable(found.table, shared);
      if (!fitting.ok) return unfit(fitting.problem);
      bring(fitting.fit);
      fit.value = fitting.fit;
    } catch {
      // The page was left.
    }
  };
  return { progress, problem, fit, bring, read: (files: readonly TableFile[]) => void read(files) };
}
