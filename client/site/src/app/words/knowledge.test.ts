import { describe, expect, it } from 'vitest';
import { de } from './de.ts';
import { en } from './en.ts';
import { aloneLimit, knowledgeOf } from './knowledge.ts';

const holding = (...digits: number[]) =>
  Array.from({ length: 10 }, (_, digit) => (digits.includes(digit) ? 100 : 0));
const knowing = (known: Readonly<Record<number, number>>) =>
  Array.from({ length: 10 }, (_, digit) => known[digit] ?? 0);
const ALL = holding(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);

describe('what a tab knows', () => {
  it('is said of the digit it was never shown and knows best', () => {
    const known = knowledgeOf(
      { labels: holding(2, 3), perClass: knowing({ 2: 1, 3: 1, 5: 0.4, 7: 0.81 }), size: 5 },
      null,
    );
    expect(known).toMatchObject({ kind: 'taught', label: 7, share: 0.81, held: [2, 3] });
    expect(en.headline.sentence(known)).toBe(
      'This tab has never seen a 7, and yet it recognises 81% of them.',
    );
    expect(en.headline.detail(known)).toContain('only 2s and 3s');
    expect(de.headline.sentence(known)).toBe(
      'Dieser Tab hat noch nie eine 7 gesehen und erkennt trotzdem 81\u00a0% davon.',
    );
  });

  it('stays with one digit until another is clearly better known', () => {
    const of = (five: number, seven: number) => ({
      labels: holding(2),
      perClass: knowing({ 5: five, 7: seven }),
      size: 5,
    });
    expect(knowledgeOf(of(0.6, 0.7), 5)).toMatchObject({ label: 5 });
    expect(knowledgeOf(of(0.6, 0.8), 5)).toMatchObject({ label: 7 });
    expect(knowledgeOf(of(0.6, 0.7), 2)).toMatchObject({ label: 7 });
  });

  it('is not called learning from others before there is some', () => {
    const known = (size: number) =>
      knowledgeOf({ labels: holding(2, 3), perClass: knowing({ 2: 1, 3: 1, 7: 0.1 }), size }, null);
    expect(known(5)).toMatchObject({ kind: 'own-only', alone: false });
    expect(en.headline.sentence(known(5))).toBe('This tab has only ever seen 2s and 3s.');
    expect(en.headline.detail(known(1))).toContain('open the link');
  });

  it('is the whole where it holds every digit, and nothing before data or a test', () => {
    expect(knowledgeOf({ labels: ALL, perClass: ALL.map(() => 0.95), size: 5 }, null)).toMatchObject({
      kind: 'all',
    });
    expect(knowledgeOf({ labels: [], perClass: [], size: 1 }, null)).toEqual({ kind: 'no-data' });
    expect(knowledgeOf({ labels: holding(4), perClass: [], size: 1 }, null)).toEqual({
      kind: 'untested',
      held: [4],
    });
  });

  it('knows how far a tab gets alone', () => {
    expect(aloneLimit(holding(2, 3))).toBe(0.2);
    expect(aloneLimit(ALL)).toBeNull();
    expect(aloneLimit([])).toBeNull();
  });

  it('says "an 8"', () => {
    const known = knowledgeOf({ labels: holding(2), perClass: knowing({ 8: 0.9 }), size: 2 }, null);
    expect(en.headline.sentence(known)).toContain('never seen an 8');
  });
});
