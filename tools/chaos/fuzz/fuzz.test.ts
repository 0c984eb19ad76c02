import { createReassembly, parseFrame } from '@hearsay/shared/protocol/frames.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuzzSubject } from './fuzz.ts';
import { must } from './subject.ts';
import { checkDecoding } from './subjects/codecs.ts';
import { checkFrame } from './subjects/frames.ts';
import { checkModelMessage } from './subjects/model-messages.ts';
import { checkFragment } from './subjects/settings.ts';
import { checkEvents } from './subjects/signalling.ts';
import { SUBJECTS } from './subjects.ts';

const INPUTS = 3000;

describe('changed valid inputs', () => {
  it.each(SUBJECTS)('do no harm to $name', (subject) => {
    const { failure, inputs } = fuzzSubject(subject, { seed: 1, inputs: INPUTS, from: 0 });
    if (failure) throw failure.error;
    expect(inputs).toBeGreaterThanOrEqual(INPUTS);
  });

  it('are the same from the same seed, and a failure names the episode that replays it', () => {
    const seen: number[][] = [];
    const subject = {
      name: 'fails',
      episode(random: { integer(n: number): number }) {
        const drawn = random.integer(20);
        seen.at(-1)?.push(drawn);
        must(drawn !== 7, 'seven does not come', drawn);
        return 1;
      },
    };
    const run = (from: number, inputs: number) => {
      seen.push([]);
      return fuzzSubject(subject, { seed: 3, inputs, from }).failure;
    };
    const failure = run(0, 1000);
    if (!failure) throw new Error('It did not fail.');
    expect(failure.error).toEqual(new Error('not so: seven does not come: 7'));
    expect(run(failure.episode, 1)).toEqual(failure);
    expect(seen[1]).toEqual([7]);
    expect(seen[0].length).toBe(failure.episode + 1);
  });
});

/** Nothing in particular, where the others begin from what is valid. */
describe('any input', () => {
  const bytes = fc.uint8Array({ maxLength: 80 });

  it('is a signalling event only if it is valid', () => {
    const object = fc.anything({
      withNullPrototype: true,
      withBigInt: true,
      withTypedArray: true,
      withSparseArray: true,
    });
    fc.assert(fc.property(object, checkEvents), { numRuns: 2000 });
  });

  it('is a frame only if it is valid, and makes nothing grow', () => {
    const reassembly = createReassembly(1000);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 6 }), bytes, (type, rest) => {
        const frame = parseFrame(Uint8Array.of(type, ...rest));
        checkFrame(frame, Uint8Array.of(type, ...rest));
        if (frame?.type === 'model') reassembly.take(frame);
        expect(reassembly.heldBytes).toBeLessThanOrEqual(1000);
      }),
      { numRuns: 2000 },
    );
  });

  it('is a model message only if it is valid', () => {
    fc.assert(
      fc.property(bytes, (content) => checkModelMessage(content.slice())),
      { numRuns: 2000 },
    );
  });

  it('is decoded only to finite numbers', () => {
    fc.assert(fc.property(bytes, fc.integer({ min: 1, max: 20 }), checkDecoding), { numRuns: 2000 });
  });

  it('is a fragment of which only valid settings are understood', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), checkFragment), { numRuns: 2000 });
    fc.assert(fc.property(fc.webFragments(), checkFragment), { numRuns: 1000 });
  });
});
