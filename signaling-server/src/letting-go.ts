/** Ends the peers' connections before the server stops: not all at once, or all would join the next one at once. */
import type { DefaultEventsMap, Server } from 'socket.io';

/** Peers a second, where there is time. */
const MOST_PER_SECOND = 50;
/** Milliseconds between two of the moments at which some go. */
const STEP_MS = 100;

/**
 * The connection alone ends, as by a fault: so they connect again by themselves within seconds, where a socket that was
 * disconnected on purpose would wait much longer. Their links, and what they learn, are their own.
 * @param mostMs it takes no longer @param wait resolves after so many milliseconds
 */
export async function letGo(
  io: Server<DefaultEventsMap, DefaultEventsMap>,
  mostMs: number,
  wait: (milliseconds: number) => Promise<void>,
): Promise<void> {
  const connections = [...io.of('/').sockets.values()].map(({ conn }) => conn);
  const ms = Math.min(mostMs, (1000 * connections.length) / MOST_PER_SECOND);
  const steps = Math.ceil(ms / STEP_MS);
  for (let step = 1; step <= steps; step += 1) {
    const due = connections.length - Math.floor((connections.length * step) / steps);
    for (const connection of connections.slice(due)) connection.close();
    connections.length = due;
    await wait(ms / steps);
  }
  for (const connection of connections) connection.close();
}
