/** The classes that a run's task tells apart. */
import type { Session } from 'hearsay';

/** Their names, in the order of their labels; none where values are learned. */
export const classesOf = ({ task }: Pick<Session, 'task'>): readonly string[] => task.classes ?? [];
