/** How many inputs of a network the columns of a table take, whatever categories appear in them. */
import type { Column } from './shared-task.ts';

/** The standardised value, and whether it is missing. */
export const NUMBER_WIDTH = 2;
export const CATEGORY_WIDTH = 24;

export function tableWidth(columns: readonly Pick<Column, 'kind'>[]): number {
  return columns.reduce((width, { kind }) => width + (kind === 'number' ? NUMBER_WIDTH : CATEGORY_WIDTH), 0);
}
