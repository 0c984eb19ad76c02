/** The tabs this one is linked to. */
import type { NeighbourStatus } from '../../status.ts';
import { formatBytes, formatRoundTrip, shortId } from '../words/format.ts';
import { linkWords } from '../words/sentences.ts';

interface NeighboursProps {
  neighbours: readonly NeighbourStatus[];
  size: number;
}

export function Neighbours({ neighbours, size }: NeighboursProps) {
  return (
    <section aria-labelledby="neighbours">
      <h2 id="neighbours">Neighbours</h2>
      {neighbours.length === 0 ? (
        <p class="hint">
          {size > 1
            ? 'Looking for tabs to link to…'
            : 'None yet. The tabs this one trades models with show up here.'}
        </p>
      ) : (
        <table class="numbers neighbours">
          <thead>
            <tr>
              <th scope="col">Tab</th>
              <th scope="col">Round trip</th>
              <th scope="col">Sent</th>
              <th scope="col">Received</th>
            </tr>
          </thead>
          <tbody>
            {neighbours.map((neighbour) => (
              <tr key={neighbour.id}>
                <th scope="row">
                  <code title={neighbour.id}>{shortId(neighbour.id)}</code>{' '}
                  <span class="link" data-state={neighbour.state}>
                    {linkWords(neighbour.state)}
                  </span>
                </th>
                <td>{formatRoundTrip(neighbour.roundTripMs)}</td>
                <td>{formatBytes(neighbour.bytesSent)}</td>
                <td>{formatBytes(neighbour.bytesReceived)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
