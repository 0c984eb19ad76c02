/** The tables of the lesson with penguins: five research stations have one each. See `client/site/lessons/make-penguins.mjs`. */
import type { SharedTask } from '@hearsay/shared/tasks/shared-task.ts';
import type { TableFile } from '../../data/table/load-table.ts';

export const STATIONS = [1, 2, 3, 4, 5] as const;
export type Station = (typeof STATIONS)[number];

/** The only one with all species, so that the task can be made of its table. */
export const FIRST_STATION: Station = 1;
/** The column that is to be predicted, as long as nobody chooses another. */
export const PENGUIN_TARGET = 'species';
const COLUMNS = [
  'bill_depth_mm',
  'bill_length_mm',
  'body_mass_g',
  'flipper_length_mm',
  'sex',
  PENGUIN_TARGET,
];

export const stationAddress = (station: Station): string =>
  `${import.meta.env.BASE_URL}lessons/penguins-${station}.csv`;

/** A station's table in place of a file that somebody chose. It is fetched when it is read, which fails where the server is gone. */
export const stationFile = (station: Station): TableFile => ({
  // Not known before; it is small.
  size: 0,
  async arrayBuffer() {
    const response = await fetch(stationAddress(station));
    if (!response.ok) throw new Error(`${response.url} answered with status ${response.status}.`);
    return response.arrayBuffer();
  },
});

/** Whether a task is of these tables, whatever it is called and whichever of the columns it predicts. */
export function isOfPenguins({ data }: SharedTask): boolean {
  if (data.kind !== 'table') return false;
  const names = [...data.columns, data.target].map(({ name }) => name).sort();
  return names.join() === COLUMNS.join();
}
