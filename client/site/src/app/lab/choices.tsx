/** The lab's inputs: a slider over chosen values, and a list. */

interface SliderProps {
  name: string;
  label: string;
  hint?: string;
  /** Ascending. A value between them is shown as it is. */
  steps: readonly number[];
  value: number;
  text(value: number): string;
  onChoose(value: number): void;
}

export function Slider({ name, label, hint, steps, value, text, onChoose }: SliderProps) {
  const id = `lab-${name}`;
  const below = steps.findLastIndex((step) => step <= value);
  return (
    <div class="field">
      <div class="slider-label">
        <label for={id}>{label}</label> <output for={id}>{text(value)}</output>
      </div>
      <input
        id={id}
        type="range"
        min={0}
        max={steps.length - 1}
        step={1}
        value={Math.max(0, below)}
        aria-valuetext={text(value)}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onInput={(event) => onChoose(steps[event.currentTarget.valueAsNumber])}
      />
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

interface ChoiceProps<T extends string | number> {
  name: string;
  label: string;
  hint?: string;
  /** A value from a link may be none of these. */
  values: readonly T[];
  value: T;
  text(value: T): string;
  onChoose(value: T): void;
}

export function Choice<T extends string | number>(props: ChoiceProps<T>) {
  const { name, label, hint, values, value, text, onChoose } = props;
  const id = `lab-${name}`;
  const offered = values.includes(value) ? values : [...values, value];
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={String(value)}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onChoose(offered[event.currentTarget.selectedIndex])}
      >
        {offered.map((one) => (
          <option key={one} value={String(one)}>
            {text(one)}
          </option>
        ))}
      </select>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
