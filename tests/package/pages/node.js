/** A program of somebody else in Node: two peers that learn three clouds, of which each has two. Prints what came of it. */
import { joinRoom } from 'hearsay/node';
import { cloudPoints } from './train.js';

const task = {
  name: 'clouds-in-node',
  input: [2],
  layers: [
    { kind: 'dense', units: 16, activation: 'relu' },
    { kind: 'dense', units: 3, activation: 'linear' },
  ],
  loss: 'softmaxCrossEntropy',
  classes: ['above', 'right', 'left'],
};
const [, , server] = process.argv;
const rooms = await Promise.all(
  [0, 1].map((peer) =>
    joinRoom(
      { server, room: 'node', steps: 2 },
      { task, data: cloudPoints([peer, peer + 1], 1 + peer), test: cloudPoints([0, 1, 2], 99) },
    ),
  ),
);
await Promise.all(
  rooms.map(
    (room) =>
      new Promise((resolve) => {
        room.on('progress', ({ accuracy, neighbours }) => {
          if (accuracy >= 0.9 && neighbours === 1) resolve();
        });
      }),
  ),
);
const statuses = rooms.map((room) => room.status.value);
console.log(JSON.stringify(statuses.map(({ backend, problems }) => ({ backend, problems }))));
await Promise.all(rooms.map((room) => room.leave()));
// What WebRTC holds open would keep the program from ending.
process.exit(0);
