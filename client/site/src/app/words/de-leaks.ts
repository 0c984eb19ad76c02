/** Was die Seite sagt, die zeigt, was Gewichte verraten, auf Deutsch. */
import type { leaks as english } from './en-leaks.ts';
import { createFormat } from './format.ts';

const { decimal, count, list } = createFormat('de');

export const leaks: typeof english = {
  documentTitle: 'Was verraten Gewichte? · Hearsay',
  heading: 'Was verraten Gewichte?',
  lead: 'In einem Raum verlässt keine Ziffer ihr Gerät, nur Gewichte tun es, die Zahlen seines Netzes. Ein Gerät sendet sie, lernt einen Schritt lang aus seinen Ziffern und sendet sie wieder. Hier sehen Sie, was ein Nachbar herausfindet, der das eine vom anderen abzieht.',
  lesson: 'Zur Unterrichtsstunde',
  how: 'Wie das geht',
  explained: [
    'Jede Einheit der ersten Schicht hat ein Gewicht für jeden Bildpunkt und einen Schwellenwert (Bias). In einem Schritt ändern sich die Gewichte um die Tinte der Bildpunkte mal eine Zahl und der Schwellenwert um diese Zahl allein. Wer das eine durch das andere teilt, hat die Bildpunkte.',
    'Bei vielen Ziffern sind die Änderungen Summen, und alle zusammen ergeben ein Gemisch. Doch eine Einheit, die nur eine der Ziffern angeregt hat, gibt genau diese preis.',
    'Mit Differential Privacy darf keine Ziffer die Gewichte um mehr als eine feste Länge ändern, und ein viel längeres Rauschen kommt dazu, bevor jemand sie sieht. Alles wird auf dieser Seite berechnet, vom Code des Simulators und mit echten Ziffern (MNIST).',
  ],
  what: {
    legend: 'Woraus das Gerät in dem Schritt lernt',
    one: 'Eine Ziffer',
    batch: '32 Ziffern',
    private: 'Eine Ziffer, mit Privacy (Epsilon 3)',
  },
  codec: {
    legend: 'Wie die Gewichte reisen',
    float32: 'Jede Zahl genau',
    auto: 'Gepackt, wie in Räumen',
  },
  another: 'Andere Ziffern',
  truth: {
    title: 'Woraus es gelernt hat',
    label: (labels) =>
      labels.length === 1
        ? `Eine handgeschriebene ${labels[0]}`
        : `${count(labels.length)} handgeschriebene Ziffern`,
  },
  seen: {
    title: 'Was ein Nachbar sieht',
    label: (likeness) => `Ein Bild, das der Ziffer zu ${decimal(likeness, 2)} gleicht`,
  },
  found: {
    title: 'Was einzelne Einheiten zeigen',
    label: (labels) =>
      labels.length === 0 ? 'Keine Ziffer' : `Von den 32 Ziffern: ${list(labels.map(String))}`,
  },
  working: 'Es wird gerechnet.',
  failed: 'Die Ziffern ließen sich nicht laden, oder es ließ sich nicht mit ihnen rechnen.',
  again: 'Noch einmal versuchen',
  likeness: (likeness) =>
    `Ähnlichkeit mit der Ziffer (Korrelation): ${decimal(likeness, 2)}. 1 heißt gleich, 0 nichts gemeinsam.`,
  likenessOfBatch: (likeness) =>
    `Ähnlichkeit mit der ähnlichsten Ziffer (Korrelation): ${decimal(likeness, 2)}. 1 heißt gleich; zweimal dieselbe Ziffer kommt im Mittel auf 0,4.`,
  finding: {
    exact: 'Der Nachbar hat die Ziffer, als wäre sie gesendet worden.',
    blurred: 'Die Ziffer lässt sich erraten.',
    nothing: 'Es ist nichts zu sehen.',
    batch: (found) =>
      found === 0
        ? 'Die ganze Schicht zeigt ein Gemisch aller Ziffern, und keine einzelne Einheit zeigt eine davon.'
        : `Die ganze Schicht zeigt ein Gemisch aller Ziffern, aber einzelne Einheiten zeigen ${found === 1 ? 'eine' : count(found)} der 32.`,
  },
};
