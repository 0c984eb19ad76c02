/** What the room knows of the columns of its table: what all rows come to, none of which was shown to anybody. */
import { words } from '../words/words.ts';
import type { TableRows } from './table-rows.ts';

export function RoomColumns({ table: { data, statistics } }: { table: TableRows }) {
  const { table: say } = words.value.shared;
  const { format } = words.value;
  const known = statistics.known.value;
  if (known === null) return null;
  const { columns, target } = data;
  const measured = [...columns, target].filter(({ kind }) => kind === 'number');
  const named = columns.filter(({ kind }) => kind === 'category');
  return (
    <details class="room-columns">
      <summary>{say.statistics}</summary>
      <p class="hint">
        {say.statisticsHint} {!known.settled && say.agreeing}
      </p>
      {measured.length > 0 && (
        <table class="numbers">
          <thead>
            <tr>
              <th scope="col">{say.column}</th>
              <th scope="col">{say.mean}</th>
              <th scope="col">{say.deviation}</th>
            </tr>
          </thead>
          <tbody>
            {measured.map(({ name }, place) => {
              const of = known.numbers[place];
              return (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{of ? format.significant(of.mean, 4) : '–'}</td>
                  <td>{of ? format.significant(of.deviation, 3) : '–'}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {named.map(({ name }, place) => (
        <p key={name}>
          <strong>{name}</strong>: {known.categories[place]?.join(', ') || '–'}
        </p>
      ))}
    </details>
  );
}
