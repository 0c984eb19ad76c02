/** What something is, fact by fact. */
interface FactsProps {
  class: string;
  facts: readonly (readonly [term: string, value: string])[];
}

export function Facts({ class: name, facts }: FactsProps) {
  return (
    <dl class={name}>
      {facts.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
