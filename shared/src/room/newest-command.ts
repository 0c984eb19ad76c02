/** The newest command of a room's host that a peer knows, and which of those that come are newer. */
import type { Task } from '../tasks/task.ts';
import { type Command, readHostSettings, signedText, type Wish } from './command.ts';
import { isSigned } from './host-key.ts';

/** Why a command was dropped; among the keys of `status().dropped`. */
export type CommandProblem = 'command-old' | 'command-forged' | 'command-unusable';

export interface NewestCommand {
  /** As it came; null before the first. */
  readonly command: Command | null;
  /** @returns the wish, where it is newer than all before; `known` where it is the newest itself */
  take(command: Command): Wish | 'known' | CommandProblem;
  /** The same without taking it. */
  read(command: Command): Wish | 'known' | CommandProblem;
}

/** @param host its public key, as this peer's own link has it @param task what the room learns */
export function createNewestCommand(room: string, host: string, task: Pick<Task, 'outputs'>): NewestCommand {
  let newest: Command | null = null;
  const read: NewestCommand['read'] = (command) => {
    const { number, run, settings, signature } = command;
    if (newest !== null && number <= newest.number) {
      const isSame = number === newest.number && signature === newest.signature;
      return isSame ? 'known' : 'command-old';
    }
    if (!isSigned(signedText(command), signature, host)) return 'command-forged';
    const wished = readHostSettings(room, settings, task);
    return wished === null ? 'command-unusable' : { number, run, settings: wished };
  };
  return {
    get command() {
      return newest;
    },
    read,
    take(command) {
      const result = read(command);
      if (typeof result === 'object') newest = command;
      return result;
    },
  };
}
