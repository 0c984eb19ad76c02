/** A tab of the room in which two spirals are told apart. */
import { joinRoom } from 'hearsay';
import {
  find,
  inTabs,
  linkTo,
  partOf,
  percent,
  placeOf,
  say,
  stateOf,
  warn,
  wordsFor,
} from '../look/page.ts';
import { makeModel } from './model.ts';
import { drawPlane, grid } from './plane.ts';
import { ownPoints, PARTS, testPoints } from './spirals.ts';

/** Milliseconds between two pictures. */
const PICTURE_MS = 1000;

const part = partOf(PARTS.length);
const canvas = find('canvas', HTMLCanvasElement);
const button = (id: string): HTMLButtonElement => find(`#${id}`, HTMLButtonElement);
const write = (id: string, text: string): void => {
  find(`#${id}`, HTMLElement).textContent = text;
};

find('#other', HTMLAnchorElement).href = linkTo((part + 1) % PARTS.length);
write('part', PARTS[part]);

async function main(): Promise<void> {
  const own = ownPoints(part);
  drawPlane(canvas, null, own);
  const model = makeModel();
  say('Joining the room.');
  const room = await joinRoom(placeOf('spirals'), {
    model,
    data: own,
    test: testPoints(),
    classes: ['blue', 'orange'],
  });
  // It was read, and is not needed any more.
  model.dispose();

  room.on('progress', (progress) => {
    write('accuracy', percent(progress.accuracy));
    write('neighbours', inTabs(progress.neighbours));
    write('updates', String(progress.updates));
    say(stateOf(progress));
  });
  room.on('problem', warn);

  button('pause').onclick = () => {
    const isPaused = room.status.value.phase === 'paused';
    if (isPaused) room.resume();
    else room.pause();
    button('pause').textContent = isPaused ? 'Pause' : 'Go on';
  };
  button('leave').onclick = () => room.leave();
  button('save').onclick = async () => {
    const learned = await room.model();
    await learned.save('downloads://spirals');
    learned.dispose();
  };
  for (const id of ['pause', 'leave', 'save']) button(id).disabled = false;

  const picture = async (): Promise<void> => {
    const answers = await room.predictAll(grid);
    drawPlane(canvas, answers, own);
    const right = percent(room.status.value.roomAccuracy);
    canvas.ariaLabel = `The plane, coloured by the room’s model. Right of all test points: ${right}`;
  };
  const pictures = setInterval(() => picture().catch((error) => warn(wordsFor(error))), PICTURE_MS);
  room.on('left', () => {
    clearInterval(pictures);
    for (const id of ['pause', 'leave', 'save']) button(id).disabled = true;
  });
}

main().catch((error) => {
  say('This tab is not in the room.');
  warn(wordsFor(error));
});
