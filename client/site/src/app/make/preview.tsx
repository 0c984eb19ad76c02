/** What those who get the link will see of a task: its title, and its classes, still without examples. */
import { tidyName } from '@hearsay/shared/tasks/names.ts';
import { words } from '../words/words.ts';

export function Preview({ title, classes }: { title: string; classes: readonly string[] }) {
  const { make: say } = words.value.shared;
  return (
    <section class="panel preview" aria-labelledby="preview">
      <h2 id="preview">{say.preview}</h2>
      <p class="hint">{say.previewText}</p>
      <p class="preview-title">{tidyName(title) || say.titleExample}</p>
      <ul class="preview-classes">
        {classes.map((name, place) => (
          <li key={place}>
            <strong>{tidyName(name) || say.className(place + 1)}</strong>
            <span class="hint">{say.examples(0)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
