/** The newest command of a room's host that a peer knows, and which of those that come are newer. */
import type { Task } from '../tasks/task.ts';
import { type Command, readHostSettings, signedAddition, signedText, type Wish } from './command.ts';
import { isSigned } from './host-key.ts';

/** Why a command was dropped; among the keys of `status().dropped`. */
export type CommandProblem = 'command-old' | 'command-forged' | 'command-unusable';

export interface NewestCommand {
  /** As it came; null before the first. */
  readonly command: Command | null;
  /** The newest with an addition: `command` itself, unless somebody has left it out; null before the first. */
  readonly added: Command | null;
  /** @returns the wish, where any part of it is newer than all before; `known` where there is nothing new in it */
  take(command: Command): Wish | 'known' | CommandProblem;
  /** The same without taking it. */
  read(command: Command): Wish | 'known' | CommandProblem;
}

/** @param host its public key, as this peer's own link has it @param task what the room learns */
export function createNewestCommand(room: string, host: string, task: Pick<Task, 'outputs'>): NewestCommand {
  let newest: Command | null = null;
  let added: Command | null = null;
  const isNew = ({ number }: Command): boolean => newest === null || number > newest.number;
  const addsNew = ({ number, addition }: Command): boolean =>
    addition !== undefined && (added === null || number > added.number);

  const read: NewestCommand['read'] = (command) => {
    const { number, addition, signature } = command;
    if (!isNew(command) && !addsNew(command)) {
      const isSame = [newest, added].some((one) => one?.number === number && one.signature === signature);
      return isSame ? 'known' : 'command-old';
    }
    if (!isSigned(signedText(command), signature, host)) return 'command-forged';
    if (addition && !isSigned(signedAddition(room, number, addition), addition.signature, host))
      return 'command-forged';
    const { removed = [], guard = null } = (addsNew(command) ? command : added)?.addition ?? {};
    const { number: latest, run, settings } = newest === null || isNew(command) ? command : newest;
    const wished = readHostSettings(room, settings, task);
    return wished === null ? 'command-unusable' : { number: latest, run, settings: wished, removed, guard };
  };
  return {
    get command() {
      return newest;
    },
    get added() {
      return added;
    },
    read,
    take(command) {
      const result = read(command);
      if (typeof result !== 'object') return result;
      // The first decides what the second is newer than.
      const adds = addsNew(command);
      if (isNew(command)) newest = command;
      if (adds) added = command;
      return result;
    },
  };
}
