/** Hands what is collected to the run: not each example of a series by itself, since rows are made of all of them each time. */
import type { Session } from 'hearsay';
import { DataError } from '../../data/data-problem.ts';
import type { Collection } from './collection.ts';
import { isOver, whileUnderWay } from './under-way.ts';

/** Milliseconds in which more may come. */
const REST_MS = 300;

/** Until the run is over. @param after calls back once, so many milliseconds later */
export function feed(
  session: Pick<Session, 'setData' | 'status'>,
  {
    store: { examples },
    inputs,
    preparing,
    trouble,
  }: Pick<Collection, 'store' | 'inputs' | 'preparing' | 'trouble'>,
  after: (callback: () => void, milliseconds: number) => void = setTimeout,
): void {
  let waiting = false;
  let making = new AbortController();
  /** What the run has, or is about to get. */
  let given: unknown = null;

  const give = async (): Promise<void> => {
    waiting = false;
    given = examples.peek();
    making.abort();
    making = new AbortController();
    const { signal } = making;
    try {
      const { train, test } = await inputs.rows(signal, (done, rows) => {
        preparing.value = done < rows ? { done, rows } : null;
      });
      if (signal.aborted || isOver(session)) return;
      session.setData({ kind: 'given', train, test });
      trouble.value = null;
    } catch (error) {
      if (signal.aborted) return;
      preparing.value = null;
      if (!(error instanceof DataError)) throw error;
      trouble.value = error.problem;
    }
  };
  const look = (): void => {
    if (examples.value === given || waiting) return;
    if (given === null && examples.value.length === 0) {
      given = examples.value;
      return;
    }
    waiting = true;
    after(() => void give(), REST_MS);
  };
  whileUnderWay(session, look, () => {
    making.abort();
    inputs.close();
  });
}
