/** What those who get the link will see of a task: its title, and its classes, still without examples; or how a table is read. */
import { tidyName } from '@hearsay/shared/tasks/names.ts';
import { words } from '../words/words.ts';
import type { Draft } from './draft.ts';
import { TablePreview } from './table-choice.tsx';

export function Preview({ draft: { kind, title, classes, table } }: { draft: Draft }) {
  const { make: say } = words.value.shared;
  return (
    <section class="panel preview" aria-labelledby="preview">
      <h2 id="preview">{say.preview}</h2>
      {kind !== 'table' && <p class="hint">{say.previewText}</p>}
      <p class="preview-title">{tidyName(title) || say.titleExample}</p>
      {kind === 'table' ? (
        <TablePreview draft={table} />
      ) : (
        <ul class="preview-classes">
          {classes.map((name, place) => (
            // Names may be the same, or empty, while they are written.
            <li key={place}>
              <strong>{tidyName(name) || say.className(place + 1)}</strong>
              <span class="hint">{say.examples(0)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
