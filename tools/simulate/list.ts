/** `npm run simulate -- --list`: the methods there are, and what each lets one set. */
import { METHOD_TEXTS } from '@hearsay/shared/methods/method-texts.ts';
import { METHODS } from '@hearsay/shared/methods/methods.ts';
import { formatTable } from '../command-line/table.ts';

/** All of them, as data. */
export function listedMethods(): object[] {
  return METHODS.map(({ name, simulatorOnly, options }) => {
    const { summary, source, options: help } = METHOD_TEXTS[name];
    const described = Object.entries(options).map(([option, own]) => [
      option,
      { ...own, help: help[option] },
    ]);
    return { name, summary, source, simulatorOnly, options: Object.fromEntries(described) };
  });
}

export function methodsTable(): string {
  const rows = METHODS.map(({ name, simulatorOnly, options }) => {
    const { summary, source, options: help } = METHOD_TEXTS[name];
    return [
      name,
      simulatorOnly === null ? summary : `${summary} (simulated only: ${simulatorOnly})`,
      Object.entries(options)
        .map(([option, { initial }]) => `${option}=${initial}: ${help[option]}`)
        .join('; '),
      source,
    ];
  });
  return formatTable(['method', 'what it does', 'its own options', 'source'], rows);
}
