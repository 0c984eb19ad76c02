/** What is wrong with a task, in the page's language. */
import type { SharedTaskProblem } from '@hearsay/shared/tasks/shared-task-problem.ts';
import { words } from '../words/words.ts';

export function problemInWords(problem: SharedTaskProblem): string {
  const sentence: (problem: never) => string = words.value.shared.problems[problem.code];
  return sentence(problem as never);
}
