/** Peers in Node, in the room of the tabs of `../vite`: the same model, and a part of the same data each. */
import { parseArgs } from 'node:util';
import { inWords, joinRoom } from 'hearsay/node';
import { makeModel } from '../vite/model.ts';
import { ownPoints, PARTS, testPoints } from '../vite/spirals.ts';

const { values } = parseArgs({
  options: {
    server: { type: 'string', default: 'http://localhost:8080' },
    room: { type: 'string', default: 'spirals' },
    count: { type: 'string', default: '2' },
    /** Of all of them; without it they take turns. */
    part: { type: 'string' },
  },
});

async function peer(index: number): Promise<{ leave(): Promise<void> }> {
  const part = Number(values.part ?? index) % PARTS.length;
  const model = makeModel();
  const room = await joinRoom(
    { server: values.server, room: values.room },
    { model, data: ownPoints(part), test: testPoints(), classes: ['blue', 'orange'] },
  );
  model.dispose();
  const name = `peer ${index + 1}, ${PARTS[part]}`;
  room.on('evaluation', ({ roomAccuracy }) => {
    const { neighbours } = room.status.value;
    console.log(`${name}: ${Math.round(roomAccuracy * 100)} % right, ${neighbours.length} neighbours`);
  });
  room.on('problem', (problem) => console.error(`${name}: ${inWords(problem)}`));
  return room;
}

try {
  const peers = await Promise.all(Array.from({ length: Number(values.count) }, (_, i) => peer(i)));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, async () => {
      await Promise.all(peers.map((room) => room.leave()));
      process.exit(0);
    });
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
