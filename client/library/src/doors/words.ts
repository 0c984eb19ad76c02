/** Problems, and what they are in words: a door of its own, since a page has these before it has joined. */
export { backendInWords, stepTime } from '../peer/backend-words.ts';
export { english as problemWords, errorOf, inWords } from '../problem-words.ts';
export { HearsayError, problemOf } from '../problems.ts';
