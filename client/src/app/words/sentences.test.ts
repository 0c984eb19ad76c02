import { describe, expect, it } from 'vitest';
import { aloneLimit, knowledgeSentence, nameDigits, phaseWords, titleWords } from './sentences.ts';

const holding = (...digits: number[]) =>
  Array.from({ length: 10 }, (_, digit) => (digits.includes(digit) ? 100 : 0));

describe('sentences', () => {
  it('lists digits', () => {
    expect(nameDigits([7])).toBe('digit 7');
    expect(nameDigits([2, 3])).toBe('digits 2 and 3');
    expect(nameDigits([0, 2, 3])).toBe('digits 0, 2 and 3');
  });

  it('says "yet" only for what the own digits cannot explain', () => {
    expect(knowledgeSentence(holding(2, 3), 0.87)).toBe(
      'This tab has only seen digits 2 and 3, yet it recognises 87.0% of all ten.',
    );
    expect(knowledgeSentence(holding(2, 3), 0.2)).toBe(
      'This tab has only seen digits 2 and 3. It recognises 20.0% of all ten.',
    );
  });

  it('names the shorter list of digits', () => {
    expect(knowledgeSentence(holding(0, 1, 2, 3, 4, 5, 6, 7), 0.95)).toBe(
      'This tab has never seen digits 8 and 9, yet it recognises 95.0% of all ten.',
    );
    expect(knowledgeSentence(holding(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), 0.95)).toBe(
      'This tab has seen all ten digits and recognises 95.0% of the test digits.',
    );
  });

  it('has something to say before there is data or a test', () => {
    expect(knowledgeSentence([], null)).toBe('This tab has no examples yet.');
    expect(knowledgeSentence(holding(4), null)).toBe(
      'This tab has only seen digit 4. The first test is under way.',
    );
  });

  it('knows how far a tab gets alone', () => {
    expect(aloneLimit(holding(2, 3))).toBe(0.2);
    expect(aloneLimit(holding(0, 1, 2, 3, 4, 5, 6, 7, 8, 9))).toBeNull();
    expect(aloneLimit([])).toBeNull();
  });

  it('does not call it gossip while nobody else is there', () => {
    expect(phaseWords({ phase: 'training', size: 1 })).toBe('Training alone');
    expect(phaseWords({ phase: 'training', size: 5 })).toBe('Training and gossiping');
  });

  it('puts the accuracy first in the title', () => {
    expect(titleWords({ phase: 'training', accuracy: 0.871, room: 'demo' })).toBe('87% · demo · Hearsay');
    expect(titleWords({ phase: 'joining', accuracy: null, room: 'demo' })).toBe('demo · Hearsay');
    expect(titleWords(null)).toBe('Hearsay');
  });
});
