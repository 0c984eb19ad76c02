/** Ends the peers' connections before the server stops: not all at once, or all would join the next one at once. */

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
  connections: readonly { close(): void }[],
  mostMs: number,
  wait: (milliseconds: number) => Promise<void>,
): Promise<void> {
  const ms = Math.min(mostMs, (1000 * connections.length) / MOST_PER_SECOND);
  const steps = Math.max(1, Math.ceil(ms / STEP_MS));
  let gone = 0;
  for (let step = 1; step <= steps; step += 1) {
    const due = Math.floor((connections.length * step) / steps);
    for (const connection of connections.slice(gone, due)) connection.close();
    gone = due;
    if (step < steps) await wait(ms / steps);
  }
}
