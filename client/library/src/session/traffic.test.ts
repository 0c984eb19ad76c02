import { expect, it } from 'vitest';
import type { Mesh } from '../mesh/mesh-options.ts';
import { notLive } from './live.ts';
import { createTraffic } from './traffic.ts';

it('adds up what did not count on the links and in the Worker, while there are links', () => {
  const live = notLive();
  const traffic = createTraffic(live);
  traffic.drop('late');
  traffic.drop('late');
  traffic.drop('relay-refused');
  traffic.setDroppedByPeer({ late: 3, malformed: 1 });
  expect(traffic.read()).toEqual({});
  const totals = { bytesSent: 4, bytesReceived: 3, modelsSent: 2, modelsReceived: 1, roundTripMs: null };
  const mesh: Pick<Mesh, 'neighbours' | 'totals'> = { neighbours: () => [], totals: () => totals };
  live.mesh = mesh as Mesh;
  const dropped = { late: 5, malformed: 1, 'relay-refused': 1 };
  const read = {
    neighbours: [],
    sent: { models: 2, bytes: 4 },
    received: { models: 1, bytes: 3 },
    dropped,
  };
  expect(traffic.read()).toEqual(read);
  // The Worker's counts are of all so far.
  traffic.setDroppedByPeer({ late: 3, malformed: 1 });
  expect(traffic.read()).toEqual(read);
});
