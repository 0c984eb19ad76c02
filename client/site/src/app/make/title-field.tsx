/** What a task is about, in a few words. */
import { words } from '../words/words.ts';

interface TitleFieldProps {
  title: string;
  /** What is wrong with it; null for nothing. */
  problem: string | null;
  onChange(title: string): void;
}

export function TitleField({ title, problem, onChange }: TitleFieldProps) {
  const { make: say } = words.value.shared;
  return (
    <div class="field">
      <label for="task-title">{say.title}</label>
      <input
        id="task-title"
        type="text"
        autocomplete="off"
        placeholder={say.titleExample}
        value={title}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? 'task-title-hint' : 'task-title-hint title-problem'}
        onInput={({ currentTarget }) => onChange(currentTarget.value)}
      />
      <p class="hint" id="task-title-hint">
        {say.titleHint}
      </p>
      {problem !== null && (
        <p class="problem" id="title-problem">
          {problem}
        </p>
      )}
    </div>
  );
}
