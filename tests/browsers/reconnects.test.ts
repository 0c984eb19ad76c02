/** A short form of `npm run chaos -- reconnects`, which does the same 200 times. */

import type { Lab } from '@hearsay/tools/browsers/tabs.ts';
import { breakLinks } from '@hearsay/tools/chaos/reconnects/reconnects.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joinLab } from './shared-lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await joinLab();
});
afterAll(async () => {
  await lab?.close();
});

describe('two tabs whose link breaks', () => {
  it('are linked again each time, and hold nothing of the links before', { timeout: 180_000 }, async () => {
    const { reconnects, usage, sessions, problems } = await breakLinks(lab, {
      courses: [['reload', 'second', 'first', 'offline', 'second', 'first']],
      warmUp: 2,
    });
    expect(problems).toEqual([]);
    expect(reconnects).toHaveLength(6);
    // The first link took one, too. Where both offer at once there is one more.
    expect(sessions).toBeGreaterThanOrEqual(7);
    for (const { after } of usage) {
      expect(after).toMatchObject({ open: 1, connections: 1, channels: 1 });
    }
  });
});
