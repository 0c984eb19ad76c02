import { describe, expect, it } from 'vitest';
import { CORRECTIONS, formatDriftCorrection, parseDriftCorrection } from './drift-correction.ts';

describe('parseDriftCorrection', () => {
  it.each(['auto', 'none', 'best', 'momentum', 'momentum,logits', CORRECTIONS.join(',')])(
    '%s is read, and written as it was',
    (text) => {
      const read = parseDriftCorrection(text);
      expect(read).not.toBeNull();
      expect(read && formatDriftCorrection(read)).toBe(text);
    },
  );

  it('puts what is named in one order, so that the same choice is the same text', () => {
    expect(parseDriftCorrection('logits,momentum')).toEqual(['momentum', 'logits']);
  });

  it.each(['', 'all', 'momentum,', 'momentum,momentum', 'none,logits', 'toString'])(
    'refuses "%s"',
    (text) => {
      expect(parseDriftCorrection(text)).toBeNull();
    },
  );
});
