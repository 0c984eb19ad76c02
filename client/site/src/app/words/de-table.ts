/** Tabellen und gemeinsame Aufgaben, auf Deutsch. */
import type { Named } from '@hearsay/shared/tasks/shared-task-problem.ts';
import { createFormat } from './format.ts';
import type { TableWords } from './table-words.ts';

const { count, bytes, list } = createFormat('de');
const plural = (value: number, one: string, many: string): string =>
  `${count(value)} ${value === 1 ? one : many}`;
const named = (names: readonly string[]): string => list(names.map((name) => `„${name}“`));
const SAVE = 'Bitte die Tabelle dort als CSV speichern und diese Datei auswählen.';
const OTHER = 'Bitte eine andere Datei auswählen.';

const things: Record<Named, { every: string; the: string }> = {
  class: { every: 'jeder Klasse', the: 'der Klasse' },
  column: { every: 'jeder Spalte', the: 'der Spalte' },
};

export const table: TableWords = {
  files: {
    'empty-file': `Die Datei ist leer. ${OTHER}`,
    'too-large-file': (problem) =>
      `Die Datei hat ${bytes(problem.bytes)} und darf ${bytes(problem.most)} haben. Bitte einen Teil der Zeilen auswählen.`,
    'binary-file': 'Die Datei ist kein Text, also keine Tabelle. Bitte eine CSV-Datei auswählen.',
    spreadsheet: `Die Datei gehört zu einem Tabellenprogramm. ${SAVE}`,
    html: 'Die Datei ist eine Webseite, wie sie statt einer Tabelle kommt, wenn man sich anmelden muss. Bitte die Tabelle noch einmal herunterladen.',
    'one-column':
      'Die Datei hat nur eine Spalte: nichts, woraus gelernt werden kann. Bitte eine Tabelle auswählen, deren Spalten durch Kommas, Semikolons oder Tabulatoren getrennt sind.',
    'no-rows': `Die Datei hat nur die Namen der Spalten und keine Zeilen darunter. ${OTHER}`,
    'too-many-columns': (problem) =>
      `Die Tabelle hat ${count(problem.count)} Spalten und darf ${count(problem.most)} haben. Bitte weniger davon auswählen.`,
    unreadable:
      'Die Datei lässt sich nicht lesen. Vielleicht wurde sie verschoben: bitte noch einmal auswählen.',
  },
  ignored: {
    empty: 'nichts darin',
    constant: 'in jeder Zeile gleich',
    'row-numbers': 'zählt die Zeilen',
    dates: 'Daten und Uhrzeiten',
    'different-texts': (reason) =>
      `${plural(reason.count, 'Text', 'verschiedene Texte')}: fast in jeder Zeile ein anderer`,
    'too-many-categories': (reason) => `${count(reason.count)} Kategorien, mehr als ${count(reason.most)}`,
  },
  targets: {
    'no-such-column': ({ name }) => `Es gibt keine Spalte „${name}“.`,
    'target-empty': ({ name }) =>
      `In der Spalte „${name}“ steht nichts. Bitte eine andere auswählen, die gelernt wird.`,
    'target-one-class': ({ name, only }) =>
      `In der Spalte „${name}“ steht in allen Zeilen dasselbe: „${only}“. Bitte eine andere auswählen, die gelernt wird.`,
    'target-too-many-classes': (problem) =>
      `Die Spalte „${problem.name}“ hat ${count(problem.count)} verschiedene Werte, und es dürfen ${count(problem.most)} Klassen sein. Bitte eine andere auswählen oder sie als Zahl lernen.`,
    'target-no-number': ({ name }) =>
      `In der Spalte „${name}“ stehen keine Zahlen. Bitte stattdessen ihre Klassen lernen.`,
  },
  fits: {
    'target-missing': ({ name }) =>
      `Die Tabelle hat keine Spalte „${name}“, und diese lernt der Raum. Bitte die Spalte in der Datei so nennen oder eine andere Datei auswählen.`,
    'columns-missing': ({ names }) =>
      `Die Tabelle hat keine der Spalten, aus denen der Raum lernt: ${named(names)}. ${OTHER}`,
    'no-row-fits': ({ name, names }) =>
      names.length === 0
        ? `In der Spalte „${name}“ steht in keiner Zeile etwas. ${OTHER}`
        : `In der Spalte „${name}“ steht in keiner Zeile eine Klasse, die der Raum kennt, sondern ${named(names)}. ${OTHER}`,
  },
  tasks: {
    'no-shared-task': ({ where, what }) =>
      `Das ist keine Aufgabe, die gemeinsam gelernt werden kann. ${where}: ${what}`,
    'no-title': 'Bitte der Aufgabe einen Titel geben.',
    'long-title': ({ most }) => `Bitte den Titel auf ${count(most)} Zeichen kürzen.`,
    'class-count': ({ least, most, actual }) =>
      `Nötig sind ${count(least)} bis ${count(most)} Klassen; es sind ${count(actual)}.`,
    'column-count': ({ least, most, actual }) =>
      `Bitte ${count(least)} bis ${count(most)} Spalten auswählen, aus denen gelernt wird; es sind ${count(actual)}.`,
    'no-name': (problem) => `Bitte ${things[problem.of].every} einen Namen geben.`,
    'long-name': (problem) =>
      `Bitte den Namen ${things[problem.of].the} „${problem.name}“ auf ${count(problem.most)} Zeichen kürzen.`,
    'same-name': (problem) =>
      `Bitte ${things[problem.of].every} einen anderen Namen geben: „${problem.name}“ gibt es zweimal.`,
    'too-large': (problem) =>
      `Bitte Namen kürzen oder weniger Spalten auswählen: Die Aufgabe hat ${bytes(problem.bytes)} und darf ${bytes(problem.most)} haben.`,
  },
  found: {
    rows: (rows) => plural(rows, 'Zeile', 'Zeilen'),
    missing: (names) => `Nicht in dieser Tabelle und deshalb als Lücken genommen: ${named(names)}.`,
    notNumbers: (names) => `Sollten Zahlen sein und sind hier meist etwas anderes: ${named(names)}.`,
    extra: (names) => `Nicht verwendet, weil der Raum sie nicht kennt: ${named(names)}.`,
    withoutTarget: (rows) =>
      `${plural(rows, 'Zeile wird', 'Zeilen werden')} weggelassen: Dort steht nichts, was gelernt werden kann.`,
    unknown: (rows, names) =>
      `${plural(rows, 'Zeile wird', 'Zeilen werden')} weggelassen: Der Raum kennt die Klasse nicht, wie ${named(names)}.`,
    gaps: (gaps) => plural(gaps, 'Lücke', 'Lücken'),
  },
};
