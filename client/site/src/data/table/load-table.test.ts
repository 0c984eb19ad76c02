import { describe, expect, it } from 'vitest';
import { handleTable, type ToTableWorker } from './handle-table.ts';
import { type LoadOptions, loadTable } from './load-table.ts';
import { MOST_BYTES } from './table-problem.ts';

type FakeWorker = ReturnType<NonNullable<LoadOptions['makeWorker']>>;

/** Reads in this thread, with messages copied as between threads. */
function fakeWorker(fails = false) {
  const ends: boolean[] = [];
  const worker: FakeWorker = {
    onmessage: null,
    onerror: null,
    postMessage(message: ToTableWorker) {
      queueMicrotask(() => {
        if (fails) {
          (worker.onerror as (() => void) | null)?.();
          return;
        }
        handleTable(message, (answer, transfer) => {
          const data = structuredClone(answer, { transfer });
          (worker.onmessage as ((event: { data: unknown }) => void) | null)?.({ data });
        });
      });
    },
    terminate: () => void ends.push(true),
  };
  return { makeWorker: () => worker, ends };
}

describe('a file', () => {
  it('is read in a Worker, which ends then', async () => {
    const { makeWorker, ends } = fakeWorker();
    const done: number[] = [];
    const read = await loadTable(new Blob(['a,b\n1,x\n2,y']), {
      makeWorker,
      onProgress: (share) => done.push(share),
    });
    if (!read.ok) throw new Error(read.problem.code);
    expect([...read.table.columns[0].numbers]).toEqual([1, 2]);
    expect(read.table.columns[1].texts.different).toEqual(['x', 'y']);
    expect([done.at(-1), ends]).toEqual([1, [true]]);
  });

  it('is refused with what is wrong with it', async () => {
    const { makeWorker } = fakeWorker();
    expect(await loadTable(new Blob(['']), { makeWorker })).toEqual({
      ok: false,
      problem: { code: 'empty-file' },
    });
    const large = { size: MOST_BYTES + 1, arrayBuffer: () => Promise.reject(new Error('not asked for')) };
    expect(await loadTable(large, { makeWorker })).toMatchObject({ problem: { code: 'too-large-file' } });
    const moved = { size: 1, arrayBuffer: () => Promise.reject(new Error('moved')) };
    expect(await loadTable(moved, { makeWorker })).toMatchObject({ problem: { code: 'unreadable' } });
  });

  it('cannot be read where the Worker fails', async () => {
    const { makeWorker, ends } = fakeWorker(true);
    expect(await loadTable(new Blob(['a,b']), { makeWorker })).toMatchObject({
      problem: { code: 'unreadable' },
    });
    expect(ends).toEqual([true]);
  });

  it('is left alone when nobody wants it any more', async () => {
    const { makeWorker, ends } = fakeWorker();
    const control = new AbortController();
    const reading = loadTable(new Blob(['a,b\n1,2']), { makeWorker, signal: control.signal });
    control.abort(new Error('enough'));
    await expect(reading).rejects.toThrow('enough');
    expect(ends).toEqual([]);
  });

  it('is not read to its end then either', async () => {
    const { makeWorker, ends } = fakeWorker();
    const control = new AbortController();
    const onProgress = (): void => control.abort(new Error('enough'));
    const reading = loadTable(new Blob(['a,b\n1,2']), { makeWorker, signal: control.signal, onProgress });
    await expect(reading).rejects.toThrow('enough');
    expect(ends).toEqual([true]);
  });
});
