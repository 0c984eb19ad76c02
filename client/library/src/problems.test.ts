import { describe, expect, it } from 'vitest';
import { english, errorOf, inWords } from './problem-words.ts';
import { problemExamples } from './problems.fake.ts';
import { HearsayError, problemOf } from './problems.ts';

describe('a problem', () => {
  it('has a text for its code and no other, which says what its data say', () => {
    expect(problemExamples.map(({ code }) => code).sort()).toEqual(Object.keys(english).sort());
    expect(inWords({ code: 'data-refused', url: 'https://example.org/data/train.images', status: 503 })).toBe(
      'https://example.org/data/train.images answered with status 503. Reload the page.',
    );
    expect(
      inWords({ code: 'examples-kept', cause: { code: 'data-not-understood', url: 'index.json' } }),
    ).toBe(
      'This tab goes on with the examples it has. The server’s list of examples is not one this page understands. Reload the page.',
    );
    expect(inWords({ code: 'wrong-shape', what: 'parameters', expected: 3, actual: 2 })).toBe(
      'There are 2 numbers in the parameters, where 3 are expected.',
    );
  });

  it('is plain JSON, with a code that stays as it is', () => {
    for (const problem of problemExamples) {
      expect(JSON.parse(JSON.stringify(problem))).toEqual(problem);
      expect(problem.code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    }
  });

  it('is thrown as an error that has it, with a message for people', () => {
    const error = errorOf({ code: 'left' });
    expect(error).toBeInstanceOf(Error);
    expect(error).toBeInstanceOf(HearsayError);
    expect(error).toMatchObject({
      name: 'HearsayError',
      code: 'left',
      problem: { code: 'left' },
      message: 'The tab has left the room.',
    });
    const other = (what: string) => ({ code: 'worker-failed', what }) as const;
    expect(problemOf(error, other)).toEqual({ code: 'left' });
    expect(problemOf(new TypeError('x is not a function'), other)).toEqual({
      code: 'worker-failed',
      what: 'x is not a function',
    });
    expect(problemOf('gone', other)).toEqual({ code: 'worker-failed', what: 'gone' });
  });
});
