/** A tab of the room in which prices of flats are learned. */
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
import table from './flats.csv?url';
import { COLUMNS, ownRows, PARTS, pairsOf, parseCsv, task, testRows, UNIT } from './flats.ts';
import { drawScatter } from './scatter.ts';

/** Flats of the table. */
const SHOWN = 4;

const part = partOf(PARTS);
const svg = find('svg', SVGElement);
const body = find('tbody', HTMLTableSectionElement);
const leave = find('#leave', HTMLButtonElement);
const write = (id: string, text: string): void => {
  find(`#${id}`, HTMLElement).textContent = text;
};

find('#other', HTMLAnchorElement).href = linkTo((part + 1) % PARTS);

async function main(): Promise<void> {
  const answer = await fetch(table);
  if (!answer.ok) throw new Error(`The table could not be fetched: status ${answer.status}.`);
  const rows = parseCsv(await answer.text());
  const own = ownRows(rows, part);
  const tested = testRows(rows);
  const test = pairsOf(tested);
  const truth = tested.map((row) => row[COLUMNS]);
  write('rows', String(own.length));

  say('Joining the room.');
  const room = await joinRoom(placeOf('flats'), { task, data: pairsOf(own), test });

  room.on('progress', (progress) => {
    write('explained', percent(progress.accuracy));
    write('neighbours', inTabs(progress.neighbours));
    say(stateOf(progress));
  });
  room.on('problem', warn);
  room.on('evaluation', () => show().catch((error) => warn(wordsFor(error))));
  leave.disabled = false;
  leave.onclick = () => room.leave();
  room.on('left', () => {
    leave.disabled = true;
  });

  async function show(): Promise<void> {
    const predicted = (await room.predictAll(test.xs)).map(([price]) => price * UNIT);
    const squares = predicted.map((price, i) => (price - truth[i]) ** 2);
    const error = Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
    write('error', `${error.toFixed(0)} 000 €`);
    drawScatter(svg, truth, predicted);
    svg.ariaLabel = `Prices that the model gives beside true ones; they differ by about ${error.toFixed(0)} 000 €`;
    body.replaceChildren(
      ...tested.slice(0, SHOWN).map(([area, , , centre, price], i) => {
        const row = document.createElement('tr');
        for (const value of [area, centre, price, Math.round(predicted[i])])
          row.insertCell().textContent = String(value);
        return row;
      }),
    );
  }
}

main().catch((error) => {
  say('This tab is not in the room.');
  warn(wordsFor(error));
});
