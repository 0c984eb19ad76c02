/** `npm run peer`: joins a room, tells how it goes, and leaves when told to stop. Ends with 0 where all peers trained. */
import { effect } from '@preact/signals';
import { leaveAll, startPeers } from 'hearsay/internal/node/peers.ts';
import { HELP, type PeerOptions, readOptions } from './options.ts';
import { exitCode, line, newErrors, table } from './report.ts';

/** Milliseconds between two lines of a peer. */
const LINE_MS = 5000;

async function run({
  url,
  settings,
  count,
  seconds,
  iceServers,
  json,
  warnings,
}: PeerOptions): Promise<number> {
  const say = json ? console.error : console.log;
  for (const warning of warnings) console.error(warning);
  const peers = startPeers(url, settings, count, iceServers === null ? {} : { iceServers });
  const trained = peers.map(() => false);
  say(
    `${count === 1 ? 'One peer joins' : `${count} peers join`} the room ${settings.room} at ${url}. To leave: press Ctrl-C.`,
  );

  const over = new Promise<void>((resolve) => {
    peers.forEach((peer, index) => {
      let before: readonly string[] = [];
      effect(() => {
        const { phase, errors } = peer.status.value;
        if (phase === 'training') trained[index] = true;
        for (const error of newErrors(before, errors)) console.error(`peer ${index + 1}: ${error}`);
        before = errors;
        if (phase === 'failed' && peers.every(({ status }) => status.peek().phase === 'failed')) resolve();
      });
    });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
    if (seconds !== null) setTimeout(resolve, 1000 * seconds);
  });
  const lines = setInterval(() => {
    for (const [index, peer] of peers.entries()) say(line(peer.status.value, index));
  }, LINE_MS);
  await over;
  clearInterval(lines);

  const statuses = peers.map(({ status }) => status.value);
  await leaveAll(peers);
  console.log(json ? JSON.stringify(statuses, null, 2) : table(statuses));
  return exitCode(trained, statuses);
}

const read = readOptions(process.argv.slice(2));
if (read.kind === 'help') {
  console.log(HELP);
} else if (read.kind === 'error') {
  console.error(read.message);
  process.exitCode = 1;
} else {
  const code = await run(read.options);
  // What WebRTC holds open would keep the program from ending.
  process.exit(code);
}
