import { TAB_METHOD_NAMES } from '@hearsay/shared/methods/methods.ts';
import { TASK_NAMES } from '@hearsay/shared/tasks/tasks.ts';
import { describe, expect, it } from 'vitest';
import { de } from './de.ts';
import { en } from './en.ts';
import { language, speak, words } from './words.ts';

/** The names of all texts, and which of them are functions. */
function shapeOf(texts: object, path = ''): string[] {
  return Object.entries(texts).flatMap(([name, text]) =>
    typeof text === 'object' && text !== null
      ? shapeOf(text, `${path}${name}.`)
      : [`${path}${name}: ${typeof text}`],
  );
}

function plainTexts(texts: object): string[] {
  return Object.values(texts).flatMap((text) =>
    typeof text === 'string' ? [text] : typeof text === 'object' && text !== null ? plainTexts(text) : [],
  );
}

describe('the words', () => {
  it('are the same in both languages, records by name included', () => {
    expect(shapeOf(de).sort()).toEqual(shapeOf(en).sort());
  });

  it('are there for every method and task that the form offers', () => {
    for (const { form } of [en, de]) {
      expect(Object.keys(form.methods).sort()).toEqual([...TAB_METHOD_NAMES].sort());
      expect(Object.keys(form.tasks).sort()).toEqual([...TASK_NAMES].sort());
    }
  });

  it('address nobody as a child in German', () => {
    for (const text of plainTexts(de)) expect(text).not.toMatch(/\b(du|dich|dir|dein\w*)\b/i);
  });

  it('count one thing and many', () => {
    expect([1, 2, 1200].map((count) => en.data.bar(7, count))).toEqual([
      'digit 7: 1 example',
      'digit 7: 2 examples',
      'digit 7: 1,200 examples',
    ]);
    expect([1, 2, 1200].map((count) => de.data.bar(7, count))).toEqual([
      'Ziffer 7: 1 Beispiel',
      'Ziffer 7: 2 Beispiele',
      'Ziffer 7: 1.200 Beispiele',
    ]);
    expect([en, de].map(({ session }) => [session.tabs(1), session.tabs(5)])).toEqual([
      ['only this tab', '5 tabs'],
      ['nur dieser Tab', '5 Tabs'],
    ]);
    expect([en, de].map(({ numbers }) => numbers.stepsEach(1))).toEqual([
      'of 1 step each',
      'zu je 1 Trainingsschritt',
    ]);
  });

  it('do not call it gossip while nobody else is there', () => {
    expect(en.session.phase('training', 1)).toBe('Training alone');
    expect(en.session.phase('training', 5)).toBe('Training and gossiping');
  });

  it('are in the language that was asked for last', async () => {
    await Promise.all([speak('de'), speak('en')]);
    expect(language.value).toBe('en');
    await speak('de');
    expect(words.value.session.leave).toBe('Verlassen');
  });
});
