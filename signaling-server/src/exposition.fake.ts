/** Reads what Prometheus reads, and is as strict: its text format, version 0.0.4. */

export interface Exposition {
  /** Of each metric: `counter`, `gauge`, `histogram` or `summary`. */
  readonly types: ReadonlyMap<string, string>;
  /** By name and labels, as they are written. */
  readonly samples: ReadonlyMap<string, number>;
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const LABEL = '[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\["\\\\n])*"';
const SAMPLE = new RegExp(`^((${NAME})(?:\\{(?:${LABEL}(?:,${LABEL})*)?\\})?) (\\S+)(?: \\d+)?$`);
const TYPE = new RegExp(`^# TYPE (${NAME}) (counter|gauge|histogram|summary|untyped)$`);
const HELP = new RegExp(`^# HELP (${NAME}) .+$`);
/** As Go reads numbers, in which Prometheus is written: in any case of letters. */
const SPECIAL: Readonly<Record<string, number>> = { '+inf': Infinity, '-inf': -Infinity, nan: Number.NaN };

/** @throws Error with the line that Prometheus would not take */
export function parseExposition(text: string): Exposition {
  if (!text.endsWith('\n')) throw new Error('The last line has no end.');
  const types = new Map<string, string>();
  const samples = new Map<string, number>();
  for (const line of text.split('\n')) {
    if (line === '' || HELP.test(line)) continue;
    const type = TYPE.exec(line);
    if (type) {
      if (types.has(type[1])) throw new Error(`Twice: ${line}`);
      types.set(type[1], type[2]);
      continue;
    }
    const sample = SAMPLE.exec(line);
    if (!sample) throw new Error(`Not a sample: ${line}`);
    const [, series, name, value] = sample;
    const number = SPECIAL[value.toLowerCase()] ?? Number(value);
    if (Number.isNaN(number) && value.toLowerCase() !== 'nan') throw new Error(`Not a number: ${line}`);
    if (!types.has(name) && !types.has(name.replace(/_(bucket|sum|count)$/, ''))) {
      throw new Error(`Without a type: ${line}`);
    }
    if (samples.has(series)) throw new Error(`Twice: ${line}`);
    samples.set(series, number);
  }
  return { types, samples };
}
