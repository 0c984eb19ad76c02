/** What bringing drawings and bringing pictures have in common: something to show the network, what it takes it for, and a card for each class. */
import { type ReadonlySignal, type Signal, useComputed, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { words } from '../words/words.ts';
import { ClassBars } from './class-bars.tsx';
import { CollectionNews } from './collection-news.tsx';
import type { CollectedRun } from './open-shared.ts';

export interface Collecting {
  readonly classes: readonly string[];
  /** Of all classes. */
  readonly total: ReadonlySignal<number>;
  /** What is announced. */
  readonly told: Signal<string>;
  /** Adds examples to a class, and announces it. */
  add(label: number, pixels: readonly Uint8Array<ArrayBuffer>[]): void;
  /** Takes back what was added last. */
  undo(): void;
}

export function useCollecting({ collection, session }: CollectedRun): Collecting {
  const classes = session.task.classes ?? [];
  const told = useSignal('');
  const total = useComputed(() => collection.counts.value.reduce((sum, count) => sum + count, 0));
  return {
    classes,
    total,
    told,
    add(label, pixels) {
      collection.add(label, pixels);
      told.value = words.peek().shared.collect.added(classes[label], collection.counts.peek()[label]);
    },
    undo() {
      told.value = words.peek().shared.collect.undone(collection.undo());
    },
  };
}

interface CollectFrameProps {
  run: CollectedRun;
  collecting: Collecting;
  /** What to do, before there are any examples and after. */
  hints: readonly [first: string, more: string];
  /** Of what is shown to the network. */
  probabilities: ReadonlySignal<readonly number[] | null>;
  /** What it is shown with. */
  area: ComponentChildren;
  /** Buttons below that. */
  tools: ComponentChildren;
  news?: ComponentChildren;
  /** A list item for each class. */
  cards: ComponentChildren;
  /** Below them. */
  children: ComponentChildren;
}

export function CollectFrame(props: CollectFrameProps) {
  const { run, collecting, hints, probabilities, area, tools, news, cards, children } = props;
  const { collect: say } = words.value.shared;
  const { classes, told, undo } = collecting;
  const isEmpty = collecting.total.value === 0;
  return (
    <section class="panel collect" aria-labelledby="collect">
      <h2 id="collect">{say.heading}</h2>
      <p class="hint">{isEmpty ? hints[0] : hints[1]}</p>
      <div class="draw">
        <div class="draw-area">
          {area}
          <div class="draw-tools">
            {tools}
            <button type="button" onClick={undo} disabled={isEmpty}>
              {say.undo}
            </button>
          </div>
        </div>
        <div class="draw-answer">
          <ClassBars classes={classes} probabilities={probabilities} />
        </div>
      </div>
      {news}
      <CollectionNews collection={run.collection} />
      <ul class="class-cards">{cards}</ul>
      {children}
      <output class="visually-hidden">{told}</output>
    </section>
  );
}
