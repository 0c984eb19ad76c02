/** All that the graph shows, and more, as a table that can be sorted. */
import { type Signal, useSignal } from '@preact/signals';
import type { Session } from 'hearsay';
import { shortId } from '../words/format.ts';
import { words } from '../words/words.ts';
import { OpenDetails } from './open-details.tsx';
import { COLUMNS, type Column, inOrder, type Order, orderAfter } from './peer-order.ts';
import { type Peer, peersOf } from './peers.ts';
import { SelectButton } from './select-button.tsx';
import { useCalm } from './use-calm.ts';

interface PeerTableProps {
  session: Session;
  selected: Signal<string | null>;
}

export function PeerTable(props: PeerTableProps) {
  return (
    <section class="panel peer-table">
      <OpenDetails summary={words.value.classroom.table.summary}>{() => <Rows {...props} />}</OpenDetails>
    </section>
  );
}

function Rows({ session, selected }: PeerTableProps) {
  const { classroom } = words.value;
  const peers = peersOf(useCalm(session.room, 'table').value);
  const order = useSignal<Order>({ column: 'slot', descending: false });
  const { column: sorted, descending } = order.value;
  const nameOf = (column: Column): string => classroom.peer[column];
  return (
    <div class="wide">
      <table class="numbers">
        <caption>{classroom.table.caption}</caption>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th
                scope="col"
                key={column}
                aria-sort={column === sorted ? (descending ? 'descending' : 'ascending') : undefined}
              >
                <button
                  type="button"
                  class="quiet-button"
                  aria-label={classroom.table.sort(nameOf(column))}
                  onClick={() => {
                    order.value = orderAfter(order.value, column);
                  }}
                >
                  {nameOf(column)}
                  <span aria-hidden="true">{column === sorted ? (descending ? ' ↓' : ' ↑') : ''}</span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {inOrder(peers, order.value).map((peer) => (
            <Row key={peer.id} peer={peer} selected={selected} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ peer, selected }: { peer: Peer; selected: Signal<string | null> }) {
  const { classroom, format } = words.value;
  const { slot, id, held, accuracy, updates, staleness, neighbours, phase } = peer;
  return (
    <tr>
      <th scope="row">
        <SelectButton peer={peer} selected={selected}>
          #{slot}
        </SelectButton>
      </th>
      <td>
        <code title={id}>{shortId(id)}</code>
      </td>
      <td>{held.length === 0 ? classroom.peer.none : held.join(' ')}</td>
      <td>{accuracy === null ? '–' : format.percent(accuracy)}</td>
      <td>{format.count(updates)}</td>
      <td>{format.rate(staleness)}</td>
      <td>{format.count(neighbours.length)}</td>
      <td>{classroom.peer.states[phase]}</td>
    </tr>
  );
}
