/** `npm run chaos`: commands that try to break what must hold, from a seed. */
import { oneOf, parseFlags } from '../command-line/flags.ts';
import { runCommand } from '../command-line/run-command.ts';
import { fuzz } from './fuzz/command.ts';
import { hosts } from './hosts/command.ts';
import { membership } from './membership/command.ts';
import { nat } from './nat/command.ts';
import { reconnects } from './reconnects/command.ts';

const COMMANDS = [fuzz, hosts, membership, nat, reconnects];

await runCommand(async () => {
  const [name, ...argv] = process.argv.slice(2);
  const command = COMMANDS.find((one) => one.name === name);
  if (command) {
    await command.run(argv);
    return;
  }
  parseFlags(
    {
      command: 'npm run chaos --',
      summary: COMMANDS.map((one) => `${one.name}: ${one.summary}`).join('\n'),
      positionals: {
        ...oneOf(COMMANDS.map((one) => one.name)),
        name: 'command',
        help: 'what to try; has flags of its own, see its --help',
        least: 1,
        most: 1,
      },
      flags: {},
    },
    process.argv.slice(2),
  );
});
