import type { SettingProblem } from './run-settings.ts';

/** Thrown where a setting that was asked for cannot be used. */
export class SettingError extends Error {
  readonly problem: Omit<SettingProblem, 'fatal'>;

  /** @param message for people, by default the problem in a sentence */
  constructor(problem: Omit<SettingProblem, 'fatal'>, message?: string) {
    const { name, value, allowed } = problem;
    super(message ?? `${name}=${value} cannot be used; allowed: ${allowed}`);
    this.problem = { name, value, allowed };
  }
}
