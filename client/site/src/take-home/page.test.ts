import { drawingsTask, picturesTask, tableTask } from '@hearsay/shared/tasks/make-shared-task.ts';
import type { SharedTask, SharedTaskRead } from '@hearsay/shared/tasks/shared-task.ts';
import { expect, it } from 'vitest';
import { EXTRACTOR } from '../data/features/network.ts';
import { takeHomePage, takenHome } from './page.ts';

const WORDS = {
  lang: 'en',
  lead: 'Drawn & read here',
  pad: 'Area',
  file: 'A picture',
  clear: 'Wipe',
  nothing: 'Nothing yet',
  is: 'It is:',
  noPicture: 'No picture',
  starting: 'Soon',
  looking: 'Looking',
  cameraLabel: 'What it sees',
  cameraOn: 'Camera on',
  cameraOff: 'Camera off',
  camera: { starting: 'Asking', refused: 'Not allowed', none: 'No camera' },
  credit: 'By somebody',
  licences: 'Terms',
};
const PARAMETERS = Float32Array.of(0.5, -1);

function made(read: SharedTaskRead): SharedTask {
  if (!read.ok) throw new Error(read.reason);
  return read.shared;
}

/** What lies in the page, as its own script would read it. */
function contentOf(page: string): unknown {
  const text = /<script type="application\/json" id="network">(.*?)<\/script>/s.exec(page)?.[1];
  return JSON.parse(text ?? '');
}

it('is one page in which all lies that it needs', () => {
  const shared = made(drawingsTask({ title: 'Cats & dogs', classes: ['cat', 'dog'] }));
  const taken = takenHome(shared, PARAMETERS, WORDS);
  if (taken === null) throw new Error('It is one that can be taken.');
  const page = takeHomePage(taken, 'run()');
  expect(contentOf(page)).toEqual(taken);
  expect(page).toContain('<title>Cats &amp; dogs</title>');
  expect(page).toContain('<script>run()</script>');
  expect(page).not.toMatch(/(src|href)=|https?:/);
  expect(page).toContain('id="clear"');
  const pictures = made(picturesTask({ title: 'a', classes: ['b', 'c'], network: 'convolutions' }));
  expect(takeHomePage(takenHome(pictures, PARAMETERS, WORDS) ?? taken, '')).toContain('type="file"');
});

it('holds no name that would be a tag, wherever it stands', () => {
  const name = '</script><script>alert(1)</script><!--';
  const shared = made(drawingsTask({ title: name, classes: [name.slice(0, 20), '"&\''] }));
  const taken = takenHome(shared, PARAMETERS, WORDS);
  if (taken === null) throw new Error('It is one that can be taken.');
  const page = takeHomePage(taken, 'const text = "</script><!--";');
  expect(contentOf(page)).toEqual(taken);
  expect(page.match(/<script/g)).toHaveLength(2);
  expect(page.match(/<\/script/g)).toHaveLength(2);
  expect(page).not.toContain('<!--');
});

it('has a field for each column of a table, and how the room measured it', () => {
  const table = made(
    tableTask({
      title: 'Sizes',
      columns: [{ name: 'x', kind: 'category' }],
      target: { name: 'y', kind: 'number', centre: 0, scale: 1 },
      unit: 'cm',
    }),
  );
  if (table.data.kind !== 'table') throw new Error('It is of a table.');
  const of = { data: table.data, spreads: null, categories: [['<b>', 'c']] };
  const taken = takenHome(table, PARAMETERS, WORDS, { table: of });
  if (taken === null) throw new Error('It is one that can be taken.');
  const page = takeHomePage(taken, '');
  expect(contentOf(page)).toMatchObject({ table: of, unit: 'cm', classes: [] });
  expect(page).not.toContain('<canvas');
  expect(page).not.toContain('<b>');
});

const network = { features: EXTRACTOR, side: 96, length: 8 };
const frozen = { weights: Uint8Array.of(1, 2, 3), licences: 'You may, <see>' };

it('has the frozen network in it where pictures come by way of that, and its licences', () => {
  const pictures = made(picturesTask({ title: 'a', classes: ['b', 'c'], network }));
  const taken = takenHome(pictures, PARAMETERS, WORDS, { frozen });
  if (taken === null) throw new Error('It is one that can be taken.');
  expect(taken.pictures).toEqual({ side: 96, frozen: 'AQID' });
  const page = takeHomePage(taken, '', frozen.licences);
  expect(contentOf(page)).toEqual(taken);
  expect(page).toContain('By somebody');
  expect(page).toContain('You may, &lt;see&gt;');
  const plain = made(picturesTask({ title: 'a', classes: ['b', 'c'], network: 'convolutions' }));
  const without = takenHome(plain, PARAMETERS, WORDS);
  expect(without?.pictures?.frozen).toBe(null);
  expect(takeHomePage(without ?? taken, '')).not.toContain('<footer>');
});

it('is not for networks that need what is not at hand', () => {
  const other = made(
    picturesTask({ title: 'a', classes: ['b', 'c'], network: { ...network, features: 'another' } }),
  );
  const pictures = made(picturesTask({ title: 'a', classes: ['b', 'c'], network }));
  const table = made(
    tableTask({
      title: 'a',
      columns: [{ name: 'x', kind: 'category' }],
      target: { name: 'y', kind: 'classes' },
      classes: ['b', 'c'],
    }),
  );
  expect(takenHome(other, PARAMETERS, WORDS, { frozen })).toBe(null);
  // Without the frozen network, and without what the room measured by.
  for (const shared of [pictures, table]) expect(takenHome(shared, PARAMETERS, WORDS)).toBe(null);
});
