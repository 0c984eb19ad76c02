/** What a browser keeps of a run, to go on with after a reload: a door of its own, since a page asks for it before it joins. */
export { runOf } from '../kept/checkpoint.ts';
export { createLazyKeeper, forgetCheckpoint, keptCheckpoint, keptNote } from '../kept/lazy-keeper.ts';
