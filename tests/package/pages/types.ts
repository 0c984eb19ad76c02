/** Compiled as a user's code is: `strict`, with `skipLibCheck: false`. */
import { HearsayError, inWords, joinRoom, type Problem, type Room, randomRoomKey } from 'hearsay';
import { joinRoom as joinRoomInNode } from 'hearsay/node';

const key: string = randomRoomKey();
const controller = new AbortController();
const task = {
  name: 'flowers',
  input: [4],
  layers: [{ kind: 'dense', units: 3, activation: 'linear' }],
  loss: 'softmaxCrossEntropy',
  classes: ['setosa', 'versicolor', 'virginica'],
} as const;
const room: Room = await joinRoom(
  {
    server: 'https://example.org',
    room: 'flowers',
    key,
    gossip: 2,
    codec: 'int8',
    signal: controller.signal,
  },
  { task, data: { xs: [[5.1, 3.5, 1.4, 0.2]], ys: [0] } },
);
const undo: () => void = room.on('progress', ({ accuracy, neighbours, staleness }) => {
  const shown: number = (accuracy ?? 0) + neighbours + staleness;
  console.log(shown);
});
room.on('problem', (problem: Problem) => console.log(problem.code, inWords(problem)));
const probabilities: number[] = await room.predict([5.1, 3.5, 1.4, 0.2]);
const updates: number = room.status.value.updates;
undo();
room.pause();
room.resume();
await room.leave();
try {
  await joinRoomInNode({ server: 'https://example.org', room: 'flowers' }, { task, data: parts() });
} catch (error) {
  if (error instanceof HearsayError && error.problem.code === 'wrong-shape')
    console.log(error.problem.expected);
}
// Digits, from the server's own examples.
joinRoom({ room: 'demo', partition: { kind: 'labels', labels: 2 } }).leave();
console.log(probabilities, updates);

async function* parts() {
  yield { xs: new Float32Array([5.1, 3.5, 1.4, 0.2]), ys: new Uint8Array([0]) };
}

// @ts-expect-error An event has a name that there is.
room.on('progres', () => {});
// @ts-expect-error There is no task and no data in this.
await joinRoom({ room: 'flowers' }, { test: { xs: [], ys: [] } });
