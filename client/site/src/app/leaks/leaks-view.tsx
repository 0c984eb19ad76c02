/** What a neighbour makes out of weights: pictures, worked out on the spot. */
import './leaks.css';
import { useComputed, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { type Digits, LEAK_CASES, LEAK_CODECS, type Leak, SAME } from '../../leaks/bridge.ts';
import { createLeaks, type Leaks } from '../../leaks/leaks.ts';
import { startLeakWorker } from '../../leaks/start-worker.ts';
import { DigitSheet } from '../draw/digit-sheet.tsx';
import { pageOf } from '../lessons/lesson-names.ts';
import { useTitle } from '../use-title.ts';
import { language, words } from '../words/words.ts';

/** Correlation from which the digit can be guessed: two of the same kind have 0.44 on average. */
const GUESSED = 0.5;
/** Digits in a row: of a batch, and of what was found of it. */
const COLUMNS = 8;
const FOUND_COLUMNS = 4;

/** One for as long as the view is shown. */
export function LeaksView() {
  const leaks = useSignal<Leaks | null>(null);
  useEffect(() => {
    const made = createLeaks(startLeakWorker);
    leaks.value = made;
    return () => made.close();
  }, [leaks]);
  useTitle(() => words.value.leaks.documentTitle);
  return leaks.value ? <LeaksPage leaks={leaks.value} /> : null;
}

function LeaksPage({ leaks }: { leaks: Leaks }) {
  const { leaks: say } = words.value;
  return (
    <div class="leaks">
      <div class="leaks-intro">
        <p>
          <a href={pageOf('leaks', language.value)}>{say.lesson}</a>
        </p>
        <h1 tabIndex={-1}>{say.heading}</h1>
        <p class="lead">{say.lead}</p>
      </div>
      {/* Pictures first, so that they are in sight where there is little room, when something is chosen below. */}
      <Pictures leaks={leaks} />
      <Choices leaks={leaks} />
      <section class="leaks-how" aria-labelledby="leaks-how">
        <h2 id="leaks-how">{say.how}</h2>
        {say.explained.map((text) => (
          <p key={text}>{text}</p>
        ))}
      </section>
    </div>
  );
}

function Choices({ leaks }: { leaks: Leaks }) {
  const { leaks: say } = words.value;
  const { what, codec, seed } = leaks.choice.value;
  return (
    <div class="panel leaks-choices">
      <Choice
        name="what"
        values={LEAK_CASES}
        chosen={what}
        words={say.what}
        onChoose={(value) => leaks.choose({ what: value })}
      />
      <Choice
        name="codec"
        values={LEAK_CODECS}
        chosen={codec}
        words={say.codec}
        onChoose={(value) => leaks.choose({ codec: value })}
      />
      <button type="button" onClick={() => leaks.choose({ seed: seed + 1 })}>
        {say.another}
      </button>
    </div>
  );
}

interface ChoiceProps<T extends string> {
  name: string;
  values: readonly T[];
  chosen: T;
  words: Readonly<Record<T | 'legend', string>>;
  onChoose(value: T): void;
}

function Choice<T extends string>({ name, values, chosen, words: say, onChoose }: ChoiceProps<T>) {
  return (
    <fieldset class="field">
      <legend>{say.legend}</legend>
      {values.map((value) => (
        <label class="radio" key={value}>
          <input
            type="radio"
            name={`leaks-${name}`}
            value={value}
            checked={chosen === value}
            onChange={() => onChoose(value)}
          />
          <span>{say[value]}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Pictures({ leaks }: { leaks: Leaks }) {
  const { leaks: say } = words.value;
  const leak = leaks.leak.value;
  const phase = leaks.phase.value;
  return (
    <section class="leaks-shown" aria-busy={phase === 'working'}>
      <div class="leaks-pictures">
        {leak !== null && (
          <>
            <Picture title={say.truth.title}>
              <Sheet digits={leak.truth} columns={COLUMNS} label={say.truth.label(leak.truth.labels)} />
            </Picture>
            <Picture title={say.seen.title}>
              <DigitSheet pixels={leak.seen} columns={1} label={say.seen.label(leak.likeness)} />
            </Picture>
            {leak.choice.what === 'batch' && leak.found.labels.length > 0 && (
              <Picture title={say.found.title}>
                <Sheet
                  digits={leak.found}
                  columns={FOUND_COLUMNS}
                  label={say.found.label(leak.found.labels)}
                />
              </Picture>
            )}
          </>
        )}
      </div>
      <Finding leaks={leaks} />
    </section>
  );
}

function Picture({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <figure>
      <figcaption>{title}</figcaption>
      {children}
    </figure>
  );
}

interface SheetProps {
  digits: Digits;
  /** At most. */
  columns: number;
  label: string;
}

function Sheet({ digits: { pixels, labels }, columns, label }: SheetProps) {
  return <DigitSheet pixels={pixels} columns={Math.min(columns, labels.length)} label={label} />;
}

/** Said as soon as it is known, which takes a second or so with privacy. */
function Finding({ leaks }: { leaks: Leaks }) {
  const { leaks: say } = words.value;
  const failed = useComputed(() => leaks.phase.value === 'failed');
  if (failed.value) {
    return (
      <div class="notice error" role="alert">
        <p>{say.failed}</p>
        <button type="button" onClick={() => leaks.choose({})}>
          {say.again}
        </button>
      </div>
    );
  }
  const leak = leaks.phase.value === 'done' ? leaks.leak.value : null;
  return (
    <output class="leaks-finding">
      {leak === null ? (
        <span>{say.working}</span>
      ) : (
        <>
          <strong>{findingOf(leak)}</strong>{' '}
          <span>
            {leak.choice.what === 'batch' ? say.likenessOfBatch(leak.likeness) : say.likeness(leak.likeness)}
          </span>
        </>
      )}
    </output>
  );
}

function findingOf({ choice, likeness, found }: Leak): string {
  const { finding } = words.value.leaks;
  if (choice.what === 'batch') return finding.batch(found.labels.length);
  if (likeness >= SAME) return finding.exact;
  return likeness >= GUESSED ? finding.blurred : finding.nothing;
}
