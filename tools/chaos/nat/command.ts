/** `npm run chaos -- nat`: two tabs behind routers that let nobody in meet by a relay. Needs Linux and root. */
import { buildClient } from '../../../signaling-server/launch/prepare.mjs';
import { ensurePrograms, find } from '../../browsers/find-browsers.mjs';
import { parseFlags } from '../../command-line/flags.ts';
import { describeError } from '../../command-line/run-command.ts';
import type { Chaos } from '../chaos.ts';
import { withHomes } from './homes.ts';
import { createNatNetwork } from './network.ts';
import { RUN, stepsOf } from './scenario.ts';

export const nat: Chaos = {
  name: 'nat',
  summary:
    'two tabs behind symmetric NATs: without a relay, with one that fails, with coturn, and at another address',
  async run(argv) {
    parseFlags({ command: 'npm run chaos -- nat', summary: `${nat.summary}.`, flags: {} }, argv);
    // Leaving in this way removes the network.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => process.exit(1));
    ensurePrograms(['chromium', 'ip', 'nft', 'turnserver'], 'Homes behind routers');
    const network = createNatNetwork(find('ip') ?? 'ip', find('nft') ?? 'nft');
    try {
      await buildClient();
      await withHomes(network, RUN, async (homes) => {
        let passed = 0;
        let failed = 0;
        for (const { claim, check } of stepsOf(network, homes)) {
          try {
            console.log(`✓ ${claim} (${await check()})`);
            passed += 1;
          } catch (error) {
            failed += 1;
            console.log(`✗ ${claim}: ${describeError(error)}`);
          }
        }
        console.log(`\n${passed} passed, ${failed} failed`);
        if (failed > 0) process.exitCode = 1;
      });
    } finally {
      network.remove();
    }
  },
};
