/** A row of a table: a field for each column. */
import { createTableEncoding } from '@hearsay/shared/tables/table-encoding.ts';
import type { TakenTable } from './page.ts';
import { element, show, taken } from './parts.ts';

export function startRows({ data, spreads, categories }: TakenTable): void {
  const encoding = createTableEncoding(data, taken.classes, spreads);
  const inUnit = (output: number): string => {
    const value = Number(encoding.decode(output).toPrecision(4));
    return `${data.target.name}: ${value} ${taken.unit}`;
  };
  let named = 0;
  const fields = data.columns.map(({ name, kind }) => {
    const field = kind === 'number' ? numberField() : choiceOf(categories[named++] ?? []);
    const label = document.createElement('label');
    label.append(name, field);
    element('row').append(label);
    field.addEventListener('input', predict);
    return field;
  });
  function predict(): void {
    const inputs = new Float32Array(encoding.width);
    const cells = fields.map(({ value }) => (value.trim() === '' ? null : value.replace(',', '.')));
    encoding.encodeCells(cells, inputs, 0);
    show(cells.every((cell) => cell === null) ? null : inputs, inUnit);
  }
}

function numberField(): HTMLInputElement {
  const field = document.createElement('input');
  field.inputMode = 'decimal';
  return field;
}

function choiceOf(categories: readonly string[]): HTMLSelectElement {
  const field = document.createElement('select');
  field.append(new Option(''), ...categories.map((category) => new Option(category)));
  return field;
}
