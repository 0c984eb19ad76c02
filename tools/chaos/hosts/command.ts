/** `npm run chaos -- hosts`: a room over a real network, of which one machine is cut off. Needs Linux and root. */
import { buildClient } from '../../../signaling-server/launch/prepare.mjs';
import { ensurePrograms, find } from '../../browsers/find-browsers.mjs';
import { parseFlags } from '../../command-line/flags.ts';
import { describeError } from '../../command-line/run-command.ts';
import type { Chaos } from '../chaos.ts';
import { createNetwork } from './network.ts';
import { openSpreadRoom } from './room.ts';
import { PEERS, RUN, type Step, stepsOf } from './scenario.ts';

export const hosts: Chaos = {
  name: 'hosts',
  summary: 'a server and four peers on addresses of their own, one of them cut off for a while',
  async run(argv) {
    parseFlags({ command: 'npm run chaos -- hosts', summary: `${hosts.summary}.`, flags: {} }, argv);
    // Leaving in this way removes the network.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => process.exit(1));
    ensurePrograms(['chromium', 'ip'], 'Several machines in one');
    const network = createNetwork(find('ip') ?? 'ip', PEERS);
    try {
      await buildClient();
      const room = await openSpreadRoom(network, RUN);
      try {
        const { passed, failed } = await take(stepsOf(network, room.pages));
        console.log(`\n${passed} passed, ${failed} failed`);
        if (failed > 0) process.exitCode = 1;
      } finally {
        await room.close();
      }
    } finally {
      network.remove();
    }
  },
};

/** Takes one step after the other. After one that fails, the rest fail with it: they build on it. */
async function take(steps: readonly Step[]): Promise<{ passed: number; failed: number }> {
  for (const [passed, { claim, check }] of steps.entries()) {
    try {
      console.log(`✓ ${claim} (${await check()})`);
    } catch (error) {
      console.log(`✗ ${claim}: ${describeError(error)}`);
      return { passed, failed: steps.length - passed };
    }
  }
  return { passed: steps.length, failed: 0 };
}
