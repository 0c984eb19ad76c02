/** Peers that compute faster than they can exchange. */
import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';
import { expect, it } from 'vitest';
import { type Arrivals, createArrivals } from './arrivals.ts';
import { decayingLearner, examplesWith, OTHER, SELF, startMessage, steppedClock } from './peer-run.fake.ts';
import { begin, createPeerRun } from './peer-run.ts';

it('go on when an exchange has come through, however often the gossip clock rings meanwhile', () => {
  const clock = steppedClock();
  const ids: readonly PeerId[] = [SELF, OTHER];
  const arrivals: Arrivals[] = [];
  // Two hundred exchanges fall due in an update, which takes a hundredth of a second; each takes a tenth.
  const settings = { ...startMessage.settings, gossip: 100 };
  const runs = ids.map((self, i) => {
    const run = createPeerRun({ ...startMessage, settings, self }, examplesWith([0, 1]), decayingLearner(), {
      clock,
      post(message) {
        if (message.type === 'send') clock.after(0.05, () => arrivals[1 - i].receive(self, message.model));
      },
    });
    arrivals[i] = createArrivals(clock, () => run);
    return run;
  });
  runs.forEach((run, i) => {
    begin(run, { size: 2, connected: [ids[1 - i]], roundTrips: [], paused: false });
  });
  const updates = (): number[] => runs.map(({ peer }) => peer.updates);
  let before = updates();
  for (let turn = 0; turn < 4; turn++) {
    clock.run(5);
    const now = updates();
    now.forEach((count, i) => {
      expect(count).toBeGreaterThan(before[i] + 2);
    });
    before = now;
  }
});
