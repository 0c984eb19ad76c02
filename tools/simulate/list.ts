/** `npm run simulate -- --list`: the methods there are, and what each lets one set. */
import type { MethodDescription } from '@hearsay/shared/methods/method-description.ts';
import { METHODS } from '@hearsay/shared/methods/methods.ts';
import { formatTable } from '../command-line/table.ts';

export function toListed({ name, summary, source, simulatorOnly, options }: MethodDescription): object {
  return { name, summary, source, simulatorOnly, options };
}

export function methodsTable(): string {
  const rows = METHODS.map(({ name, summary, source, simulatorOnly, options }) => [
    name,
    simulatorOnly === null ? summary : `${summary} (simulated only: ${simulatorOnly})`,
    Object.entries(options)
      .map(([option, { initial, help }]) => `${option}=${initial}: ${help}`)
      .join('; '),
    source,
  ]);
  return formatTable(['method', 'what it does', 'its own options', 'source'], rows);
}
