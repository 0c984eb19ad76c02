import type { Rule } from './rules.ts';
import { type SettingProblem, settingProblem } from './run-settings.ts';

/** Thrown where a setting that was asked for cannot be used. */
export class SettingError extends Error {
  readonly problem: Omit<SettingProblem, 'fatal'>;

  /** @param message for people, by default the problem in a sentence */
  constructor(name: string, value: string, rule: Rule, message?: string) {
    const { fatal: _, ...problem } = settingProblem(name, value, rule);
    super(message ?? `${name}=${value} cannot be used; allowed: ${problem.allowed}`);
    this.problem = problem;
  }
}
