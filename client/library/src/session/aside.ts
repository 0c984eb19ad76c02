/** What goes on in a room beside training, over the same links. */
import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';
import type { TaskMessage } from '@hearsay/shared/protocol/task-message.ts';

export interface Aside {
  /** @param message as it came @returns whether it was one for here */
  receive(from: PeerId, message: unknown): boolean;
  /** All neighbours that are connected now. */
  setNeighbours(connected: readonly PeerId[]): void;
  /** The run is over. */
  close(): void;
}

/** Says something to a neighbour; lost where there is no link. */
export type Tell = (to: PeerId, message: TaskMessage) => void;
