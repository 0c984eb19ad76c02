import { expect, it } from 'vitest';
import { classOfPath, foreignFolders } from './class-folders.ts';

const CLASSES = ['Rock', 'Gänse', 'Paper'];

it('a file is of the class that the innermost of its folders is named like', () => {
  const paths = [
    'all/rock/1.jpg',
    'Paper/ ROCK /b/2.jpg',
    'ga\u0308nse/3.jpg',
    'rocks/4.jpg',
    'rock.jpg',
    'rock',
  ];
  expect(paths.map((path) => classOfPath(path, CLASSES))).toEqual([0, 0, 1, null, null, null]);
});

it('folders of no class are named, with how many files are left out', () => {
  const paths = ['all/cats/1.jpg', 'all/Rock/2.jpg', 'all/cats/3.jpg', 'all/4.jpg', '5.jpg'];
  expect(foreignFolders(paths, CLASSES)).toEqual([
    { folder: 'all/cats', files: 2 },
    { folder: 'all', files: 1 },
    { folder: '', files: 1 },
  ]);
});
