/** The API reference, from the types and comments behind the package's door, as pages in docs/api/. */
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Application, TSConfigReader, TypeDocReader } from 'typedoc';

const DOCS = fileURLToPath(new URL('../', import.meta.url));
/** What is imported, by the folder that TypeDoc names it after. */
const ENTRIES: Readonly<Record<string, string>> = { src: 'hearsay', node: 'hearsay/node' };

/** @throws Error where TypeDoc finds one; what it was is printed */
export async function writeReference(): Promise<void> {
  await rm(`${DOCS}api`, { recursive: true, force: true });
  const app = await Application.bootstrapWithPlugins({ options: `${DOCS}typedoc.json` }, [
    new TypeDocReader(),
    new TSConfigReader(),
  ]);
  const project = await app.convert();
  for (const entry of project?.children ?? []) entry.name = ENTRIES[entry.name] ?? entry.name;
  // They were sorted by their former names.
  for (const { children } of project?.groups ?? []) children.sort((a, b) => (a.name < b.name ? -1 : 1));
  if (project) await app.generateOutputs(project);
  if (!project || app.logger.hasErrors()) throw new Error('The API reference could not be made.');
}
