/** What went wrong, newest last. */
import { troubleOf } from 'hearsay/internal/session/key-trouble-words.ts';
import { words } from '../words/words.ts';

const MOST_SHOWN = 5;

export function Errors({ errors }: { errors: readonly string[] }) {
  if (errors.length === 0) return null;
  const shown = errors.slice(-MOST_SHOWN);
  return (
    <div class="notice error" role="alert">
      {shown.length === 1 ? (
        <p>{inWords(shown[0])}</p>
      ) : (
        <ul>
          {shown.map((error, index) => (
            <li key={errors.length - shown.length + index}>{inWords(error)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** What there are no words for is as it came, in English. */
function inWords(error: string) {
  const { session, said } = words.value;
  const trouble = troubleOf(error);
  return trouble === null ? (said(error) ?? <span lang="en">{error}</span>) : session.troubles[trouble];
}
