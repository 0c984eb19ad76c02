/** What went wrong, newest last. */
const MOST_SHOWN = 5;

export function Errors({ errors }: { errors: readonly string[] }) {
  if (errors.length === 0) return null;
  const shown = errors.slice(-MOST_SHOWN);
  return (
    <div class="notice error" role="alert">
      {shown.length === 1 ? (
        <p>{shown[0]}</p>
      ) : (
        <ul>
          {shown.map((error, index) => (
            <li key={errors.length - shown.length + index}>{error}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
