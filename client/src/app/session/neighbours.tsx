/** The tabs this one is linked to. */
import type { NeighbourStatus } from '../../status.ts';
import { shortId } from '../words/format.ts';
import { words } from '../words/words.ts';

interface NeighboursProps {
  neighbours: readonly NeighbourStatus[];
  size: number;
}

export function Neighbours({ neighbours, size }: NeighboursProps) {
  const { neighbours: say, format } = words.value;
  const connected = neighbours.filter(({ state }) => state === 'connected').length;
  return (
    <section class="panel" aria-labelledby="neighbours">
      <h2 id="neighbours">{say.heading}</h2>
      {neighbours.length === 0 ? (
        <p class="hint">{size > 1 ? say.looking : say.none}</p>
      ) : (
        <>
          <p>{say.summary(connected, neighbours.length)}</p>
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
              {neighbours.map((neighbour) => (
                <tr key={neighbour.id}>
                  <th scope="row">
                    <code title={neighbour.id}>{shortId(neighbour.id)}</code>{' '}
                    <span class="link" data-state={neighbour.state}>
                      {say.links[neighbour.state]}
                    </span>
                  </th>
                  <td>{format.roundTrip(neighbour.roundTripMs)}</td>
                  <td>{format.bytes(neighbour.bytesSent)}</td>
                  <td>{format.bytes(neighbour.bytesReceived)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}
