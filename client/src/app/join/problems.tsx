/** What is wrong with the settings in the page's address, and what would be right. */
import type { SettingProblem } from '@hearsay/shared/protocol/run-settings.ts';

export function Problems({ problems }: { problems: readonly SettingProblem[] }) {
  const fatal = problems.filter((problem) => problem.fatal);
  const unknown = problems.filter((problem) => !problem.fatal);
  return (
    <>
      {fatal.length > 0 && (
        <div class="notice error" role="alert">
          <p>
            <strong>
              The address of this page has {fatal.length === 1 ? 'a setting' : 'settings'} that cannot be
              used.
            </strong>{' '}
            The form below shows the usual value instead. Check it and join.
          </p>
          <ul>
            {fatal.map(({ name, value, allowed }) => (
              <li key={`${name}=${value}`}>
                <code>
                  {name}={value}
                </code>
                : allowed is {allowed}.
              </li>
            ))}
          </ul>
        </div>
      )}
      {unknown.length > 0 && (
        <p class="notice">
          Ignored in the address of this page, as no setting has this name:{' '}
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
