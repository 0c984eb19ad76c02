/** A form for one row: what the room's network makes of it, as it learns. */
import type { Column } from '@hearsay/shared/tasks/shared-task.ts';
import { useSignal, useSignalEffect } from '@preact/signals';
import type { Session } from 'hearsay';
import { usePrediction } from '../draw/use-prediction.ts';
import { words } from '../words/words.ts';
import { ClassBars } from './class-bars.tsx';
import type { TableRows } from './table-rows.ts';

interface PredictRowProps {
  table: TableRows;
  session: Session;
}

export function PredictRow({ table, session }: PredictRowProps) {
  const { table: say } = words.value.shared;
  const { data, encoding } = table;
  const cells = useSignal<readonly string[]>(data.columns.map(() => ''));
  const live = usePrediction(session.predict);
  useSignalEffect(() => {
    const inputs = new Float32Array(encoding.value.width);
    const isEmpty = cells.value.every((cell) => cell.trim() === '');
    encoding.value.encodeCells(
      cells.value.map((cell) => (cell.trim() === '' ? null : cell.replace(',', '.'))),
      inputs,
      0,
    );
    live.show(isEmpty ? null : inputs);
  });
  const outputs = live.probabilities.value;
  return (
    <fieldset class="predict-row">
      <legend>{say.predict}</legend>
      <p class="hint">{say.predictHint}</p>
      <div class="row-cells">
        {data.columns.map((column, place) => (
          <Cell
            key={column.name}
            column={column}
            categories={categoriesOf(table, place)}
            value={cells.value[place]}
            onInput={(value) => {
              cells.value = cells.value.map((other, at) => (at === place ? value : other));
            }}
          />
        ))}
      </div>
      {session.task.classes ? (
        <ClassBars classes={session.task.classes} probabilities={live.probabilities} />
      ) : (
        <output class="guess-words">
          {outputs === null
            ? words.value.shared.guess.nothing
            : say.predicted(data.target.name, measured(outputs[0]))}
        </output>
      )}
    </fieldset>
  );

  function measured(output: number): string {
    const [unit = ''] = session.task.units ?? [];
    return `${words.value.format.significant(encoding.value.decode(output), 4)} ${unit}`.trim();
  }
}

interface CellProps {
  column: Column;
  /** That the room has; null for numbers. */
  categories: readonly string[] | null;
  value: string;
  onInput(value: string): void;
}

function Cell({ column: { name }, categories, value, onInput }: CellProps) {
  const id = `cell-${name}`;
  return (
    <div class="field">
      <label for={id}>{name}</label>
      {categories === null ? (
        <input
          id={id}
          type="text"
          inputMode="decimal"
          autocomplete="off"
          value={value}
          onInput={({ currentTarget }) => onInput(currentTarget.value)}
        />
      ) : (
        <select id={id} value={value} onChange={({ currentTarget }) => onInput(currentTarget.value)}>
          <option value="" />
          {categories.map((category) => (
            <option key={category} value={category}>
              {category}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

function categoriesOf({ data: { columns }, statistics }: TableRows, place: number): readonly string[] | null {
  if (columns[place].kind === 'number') return null;
  const of = columns.slice(0, place).filter(({ kind }) => kind === 'category').length;
  return statistics.known.value?.categories[of] ?? [];
}
