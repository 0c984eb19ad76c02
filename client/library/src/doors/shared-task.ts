/** Tasks that a room made itself, whose description travels from peer to peer: a door of its own, since other rooms need none of it. */

export { noRows } from '../data/examples.ts';
export { type Finding, findTask } from '../shared-task/find-task.ts';
export { createTaskText } from '../shared-task/task-text.ts';
