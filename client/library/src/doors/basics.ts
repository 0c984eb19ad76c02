/** Small things that a page has before it has joined: a door of its own, so that the others are not loaded with them. */
export { type Clock, createWorkerClock } from '../peer/clock.ts';
export { randomBytes } from '../random-bytes.ts';
export { initialStatus } from '../session/status.ts';
