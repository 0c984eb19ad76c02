import { defaultSettings } from '@hearsay/shared/settings/run-settings.ts';
import { mnistMlp } from '@hearsay/shared/tasks/mnist.ts';
import { describe, expect, it } from 'vitest';
import { answerBudget, privacyKey, type RecordStorage } from './privacy-records.ts';

function storage(): RecordStorage & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    key: (index) => [...kept.keys()][index] ?? null,
    get length() {
      return kept.size;
    },
  };
}

const KEY = privacyKey(defaultSettings, mnistMlp.name, 3, { kind: 'mnist' });
const SPENT = [{ sampling: 0.02, noise: 1.1, steps: 40 }];

describe('what was spent of a budget', () => {
  it('is there again, and not less for being asked for', () => {
    const of = storage();
    expect(answerBudget({ type: 'budget', spent: null }, KEY, of)).toEqual({
      type: 'budget',
      spent: [],
      kept: true,
    });
    expect(answerBudget({ type: 'budget', spent: SPENT }, KEY, of).kept).toBe(true);
    expect(answerBudget({ type: 'budget', spent: null }, KEY, of).spent).toEqual(SPENT);
    expect(answerBudget({ type: 'budget', spent: null }, KEY, of).spent).toEqual(SPENT);
  });

  it('is of one room and one part of the data, where that is dealt out', () => {
    const other = (change: object, slot = 3) =>
      privacyKey({ ...defaultSettings, ...change }, mnistMlp.name, slot, { kind: 'mnist' });
    const keys = [KEY, other({ room: 'other' }), other({ samples: 100 }), other({ seed: 2 }), other({}, 4)];
    expect(new Set(keys).size).toBe(keys.length);
    expect(other({ rate: 0.5 })).toBe(KEY);
    // What is one's own is the same, whatever the slot.
    const own = (slot: number) => privacyKey(defaultSettings, mnistMlp.name, slot, { kind: 'given' });
    expect(own(1)).toBe(own(2));
  });

  it('is said not to be kept where it is not', () => {
    const full: RecordStorage = {
      ...storage(),
      setItem() {
        throw new Error('QuotaExceededError');
      },
    };
    for (const of of [null, full])
      expect(answerBudget({ type: 'budget', spent: SPENT }, KEY, of).kept).toBe(false);
  });

  it('is bounded in number, and never dropped to make room', () => {
    const of = storage();
    for (let i = 0; i < 1000; i++) answerBudget({ type: 'budget', spent: SPENT }, `${KEY} ${i}`, of);
    expect(answerBudget({ type: 'budget', spent: SPENT }, KEY, of).kept).toBe(false);
    expect(answerBudget({ type: 'budget', spent: SPENT }, `${KEY} 7`, of).kept).toBe(true);
    expect(of.kept.size).toBe(1000);
  });

  it.each(['{', '[1]', '[{"sampling":2,"noise":1,"steps":1}]', '"x"'])('is none where it is %s', (text) => {
    const of = storage();
    of.kept.set(KEY, text);
    expect(answerBudget({ type: 'budget', spent: null }, KEY, of).spent).toEqual([]);
  });
});
