/** What is wrong with the settings in the page's address, and what would be right. */
import { ruleIn } from '@hearsay/shared/settings/rules.ts';
import type { SettingProblem } from '@hearsay/shared/settings/run-settings.ts';
import { words } from '../words/words.ts';

export function Problems({ problems }: { problems: readonly SettingProblem[] }) {
  const { start: say, rules } = words.value;
  const fatal = problems.filter((problem) => problem.fatal);
  const unknown = problems.filter((problem) => !problem.fatal);
  return (
    <>
      {fatal.length > 0 && (
        <div class="notice error" role="alert">
          <p>
            <strong>{say.problems(fatal.length)}</strong> {say.problemsAdvice}
          </p>
          <ul>
            {fatal.map(({ name, value, rule }) => (
              <li key={`${name}=${value}`}>
                <code>
                  {name}={value}
                </code>
                : {say.allowed(ruleIn(rules, rule))}
              </li>
            ))}
          </ul>
        </div>
      )}
      {unknown.length > 0 && (
        <p class="notice">
          {say.ignored}{' '}
          {unknown.map(({ name }, index) => (
            <>
              {index > 0 && ', '}
              <code>{name}</code>
            </>
          ))}
          .
        </p>
      )}
    </>
  );
}
