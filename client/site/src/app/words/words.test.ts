import { TAB_METHOD_NAMES } from '@hearsay/shared/methods/methods.ts';
import { parseLabSettings } from '@hearsay/shared/settings/lab-settings.ts';
import { ruleIn } from '@hearsay/shared/settings/rules.ts';
import { defaultSettings, parseSettings, ruleOf } from '@hearsay/shared/settings/run-settings.ts';
import { TASK_NAMES } from '@hearsay/shared/tasks/tasks.ts';
import { problemExamples } from 'hearsay/internal/problems.fake.ts';
import { inWords } from 'hearsay/words';
import { describe, expect, it } from 'vitest';
import * as german from './de.ts';
import * as germanLeaks from './de-leaks.ts';
import * as germanLessons from './de-lessons.ts';
import * as germanPrivacy from './de-privacy.ts';
import * as germanShared from './de-shared.ts';
import * as english from './en.ts';
import * as englishLeaks from './en-leaks.ts';
import * as englishLessons from './en-lessons.ts';
import * as englishPrivacy from './en-privacy.ts';
import * as englishShared from './en-shared.ts';
import { language, needWords, speak, words } from './words.ts';

const { de } = german;
const { en } = english;

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
    expect(shapeOf(german.starting).sort()).toEqual(shapeOf(english.starting).sort());
    expect(shapeOf(german.numbers).sort()).toEqual(shapeOf(english.numbers).sort());
    expect(shapeOf(german.lab).sort()).toEqual(shapeOf(english.lab).sort());
    expect(shapeOf(german.kept).sort()).toEqual(shapeOf(english.kept).sort());
    expect(shapeOf(german.classroom).sort()).toEqual(shapeOf(english.classroom).sort());
    expect(shapeOf(germanShared).sort()).toEqual(shapeOf(englishShared).sort());
    expect(shapeOf(germanLessons).sort()).toEqual(shapeOf(englishLessons).sort());
    expect(shapeOf(germanLeaks).sort()).toEqual(shapeOf(englishLeaks).sort());
    expect(shapeOf(germanPrivacy).sort()).toEqual(shapeOf(englishPrivacy).sort());
    expect(shapeOf(german.examples).sort()).toEqual(shapeOf(english.examples).sort());
  });

  it('are there for every method and task that the form offers', () => {
    for (const { form } of [english.starting, german.starting]) {
      expect(Object.keys(form.methods).sort()).toEqual([...TAB_METHOD_NAMES].sort());
      expect(Object.keys(form.tasks).sort()).toEqual([...TASK_NAMES].sort());
    }
  });

  it('have five to seven questions for each lesson', () => {
    for (const { lessons } of [englishLessons.lessons, germanLessons.lessons]) {
      for (const { questions } of Object.values(lessons)) {
        expect(questions.length).toBeGreaterThanOrEqual(5);
        expect(questions.length).toBeLessThanOrEqual(7);
      }
    }
  });

  it('address nobody as a child in German', () => {
    for (const text of plainTexts({ ...german, ...germanShared, ...germanLessons }))
      expect(text).not.toMatch(/\b(du|dich|dir|dein\w*)\b/i);
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
    expect([english, german].map(({ numbers }) => numbers.stepsEach(1))).toEqual([
      'of 1 step each',
      'zu je 1 Trainingsschritt',
    ]);
  });

  it('do not call it gossip while nobody else is there', () => {
    expect(en.session.phase('training', 1)).toBe('Training alone');
    expect(en.session.phase('training', 5)).toBe('Training and gossiping');
  });

  it('say in German what each setting allows, alone and with others', () => {
    const names = Object.keys(defaultSettings) as (keyof typeof defaultSettings)[];
    const refused = [
      'method=d-psgd&with=psi:4',
      'method=local-only&with=psi:4',
      'method=d-psgd&with=degree:0.5',
      'method=push-sum&codec=int8',
      'method=savic&driftCorrection=best',
      'method=synchronous-all-to-all&codec=top-k',
    ].flatMap((fragment) => parseSettings(fragment).problems);
    const labProblems = [
      'peers=1&gossip=x&learner=x&churn=1&labels=0',
      'method=savic&peers=5000',
      'method=variance-corrected',
      'churn=10&updates=1000',
    ].flatMap((fragment) => parseLabSettings(fragment).problems);
    expect(refused.length + labProblems.length).toBe(14);
    const rules = [...names.map(ruleOf), ...[...refused, ...labProblems].map(({ rule }) => rule)];
    for (const rule of rules) {
      const text = ruleIn(de.rules, rule);
      expect(text, rule.code).not.toMatch(/\b(number|with|from|must|peers|which)\b|undefined/);
      // Names that may be chosen from are the same in every language.
      if (rule.code !== 'one-of') expect(text, rule.code).not.toBe(ruleIn(en.rules, rule));
    }
    expect(ruleIn(de.rules, ruleOf('samples'))).toBe('eine ganze Zahl von 10 bis 60000');
  });

  it('say in German what went wrong, the reason in it too', () => {
    const refused = {
      code: 'refused-by-server',
      reason: 'server-full',
      message: 'The server is full. Try again later.',
    } as const;
    expect(inWords(refused, de.problems)).toBe(
      'Der Server hat diesen Tab nicht in den Raum gelassen: Der Server ist voll. Bitte später wieder versuchen.',
    );
    const cause = { code: 'data-refused', url: 'https://h/data', status: 503 } as const;
    expect(inWords({ code: 'examples-kept', cause }, de.problems)).toBe(
      'Dieser Tab behält die Beispiele, die er hat. https://h/data antwortete mit dem Status 503. Bitte die Seite neu laden.',
    );
    const why = { code: 'faster', milliseconds: 3.4, other: 'webgl', otherMilliseconds: 12 } as const;
    expect([english, german].map(({ numbers }) => numbers.backendWhy(why))).toEqual([
      '3.4 ms a step; webgl takes 12.0 ms',
      '3.4 ms je Trainingsschritt; webgl braucht 12.0 ms',
    ]);
  });

  it('say every problem in both languages, with what it is about', () => {
    for (const problem of problemExamples) {
      const [inEnglish, inGerman] = [en, de].map(({ problems }) => inWords(problem, problems));
      for (const text of [inEnglish, inGerman]) {
        expect(text.length, problem.code).toBeGreaterThan(10);
        expect(text, problem.code).not.toMatch(/undefined|null|\[object/);
      }
      expect(inGerman).not.toBe(inEnglish);
      expect(inGerman, problem.code).not.toMatch(/\b(the|with|is|you)\b/);
    }
  });

  it('have a section when it was asked for, in every language that is chosen', async () => {
    await speak('en');
    expect(() => words.value.lab).toThrow('loaded before');
    await needWords('lab');
    expect(words.value.lab.run.stop).toBe('Stop');
    expect(() => words.value.kept).toThrow('loaded before');
    await Promise.all([speak('de'), needWords('kept')]);
    expect([words.value.lab.run.stop, words.value.kept.log.title]).toEqual(['Abbrechen', 'Das Protokoll']);
  });

  it('write numbers as the language does, in the lab too', () => {
    expect([english, german].map(({ lab }) => [lab.number(5.5451), lab.rate(0.25), lab.rate(1e-7)])).toEqual([
      ['5.55', '0.25', '1E-7'],
      ['5,55', '0,25', '1E-7'],
    ]);
  });

  it('are in the language that was asked for last', async () => {
    await Promise.all([speak('de'), speak('en')]);
    expect(language.value).toBe('en');
    await speak('de');
    expect(words.value.session.leave).toBe('Verlassen');
  });
});
