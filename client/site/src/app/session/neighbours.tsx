/** The tabs this one is linked to. A row is made once; what changes in it are the texts. */
import { type ReadonlySignal, useComputed } from '@preact/signals';
import type { NeighbourStatus, Status } from 'hearsay';
import { shortId } from '../words/format.ts';
import { words } from '../words/words.ts';

interface NeighboursProps {
  neighbours: ReadonlySignal<readonly NeighbourStatus[]>;
  /** Tabs in the room. */
  size: ReadonlySignal<number>;
  /** Those whose models are mostly left out. */
  limited: ReadonlySignal<Status['limited']>;
}

export function Neighbours({ neighbours, size, limited }: NeighboursProps) {
  const { neighbours: say } = words.value;
  const known = useComputed(() => neighbours.value.length > 0).value;
  return (
    <section class="panel" aria-labelledby="neighbours">
      <h2 id="neighbours">{say.heading}</h2>
      {known ? (
        <NeighbourTable neighbours={neighbours} limited={limited} />
      ) : (
        <p class="hint">{size.value > 1 ? say.looking : say.none}</p>
      )}
    </section>
  );
}

function NeighbourTable({ neighbours, limited }: Omit<NeighboursProps, 'size'>) {
  const { neighbours: say } = words.value;
  const summary = useComputed(() => {
    const connected = neighbours.value.filter(({ state }) => state === 'connected').length;
    return words.value.neighbours.summary(connected, neighbours.value.length);
  });
  const anyLimited = useComputed(() => Object.keys(limited.value).length > 0).value;
  const byId = useComputed(() => new Map(neighbours.value.map((one) => [one.id, one])));
  // As text, so that it is the same while the same tabs are there.
  const ids = useComputed(() => [...byId.value.keys()].join(' ')).value.split(' ');
  return (
    <>
      <p>{summary}</p>
      <table class="numbers neighbours">
        <thead>
          <tr>
            <th scope="col">{say.tab}</th>
            <th scope="col">{say.roundTrip}</th>
            <th scope="col">{say.sent}</th>
            <th scope="col">{say.received}</th>
          </tr>
        </thead>
        <tbody>
          {ids.map((id) => (
            <NeighbourRow key={id} id={id} byId={byId} limited={limited} />
          ))}
        </tbody>
      </table>
      {anyLimited && <output class="hint">{say.limitedHint}</output>}
    </>
  );
}

interface NeighbourRowProps {
  id: string;
  byId: ReadonlySignal<ReadonlyMap<string, NeighbourStatus>>;
  limited: NeighboursProps['limited'];
}

function NeighbourRow({ id, byId, limited }: NeighbourRowProps) {
  const state = useComputed(() => byId.value.get(id)?.state ?? 'closed');
  const link = useComputed(() => {
    const { links, paths, limited: isLimited } = words.value.neighbours;
    const path = byId.value.get(id)?.path ?? null;
    const parts = [links[state.value], ...(path === null ? [] : [paths[path]])];
    return [...parts, ...(id in limited.value ? [isLimited] : [])].join(', ');
  });
  const roundTrip = useComputed(() => words.value.format.roundTrip(byId.value.get(id)?.roundTripMs ?? null));
  const sent = useComputed(() => words.value.format.bytes(byId.value.get(id)?.bytesSent ?? 0));
  const received = useComputed(() => words.value.format.bytes(byId.value.get(id)?.bytesReceived ?? 0));
  return (
    <tr>
      <th scope="row">
        <code title={id}>{shortId(id)}</code>{' '}
        <span class="link" data-state={state}>
          {link}
        </span>
      </th>
      <td>{roundTrip}</td>
      <td>{sent}</td>
      <td>{received}</td>
    </tr>
  );
}
