/** How what others learn gets into a model, on which it depends what delays do. By itself, since nobody needs it to begin. */
import type { ChangesKind } from '../theory/advice.ts';

const OTHERS: ReadonlyMap<string, ChangesKind | null> = new Map([
  ['async-sgd', 'hub'],
  ['draco', 'added'],
  // Its steps are scaled: no plain gradient steps.
  ['savic', null],
]);

/** Null where nothing is known: see `theory/advice.ts`. @param method its name */
export function changesOf(method: string): ChangesKind | null {
  const other = OTHERS.get(method);
  return other === undefined ? 'gossip' : other;
}
