/** What the page says of differential privacy, in German. */
import { createFormat } from './format.ts';
import type { PrivacyWords } from './words.ts';

const { count, significant } = createFormat('de');

export const privacy: PrivacyWords = {
  title: 'Privatsphäre',
  planning: 'Wie viel Rauschen das Budget verlangt, wird gerade berechnet.',
  spent: (epsilon, target, delta) =>
    `Epsilon: ${significant(epsilon, 3)} von ${significant(target, 3)} verbraucht, bei einem Delta von ${significant(delta, 2)}.`,
  promise:
    'Geschützt ist jedes einzelne Beispiel dieses Geräts, vor allen, die seine Modelle erhalten: Aus dem, was sie sehen, können sie kaum schließen, ob es dabei war, und je kleiner Epsilon ist, desto weniger.',
  limits:
    'Nicht geschützt: dass dieses Gerät teilnimmt, wann und mit etwa wie vielen Beispielen; und was für seine Beispiele im Ganzen gilt, denn eben das soll gelernt werden. Wer dieselben Beispiele in einen anderen Raum mitnimmt, verbraucht dort von Neuem.',
  tables: 'Summen über die Spalten von Tabellen erfährt der Raum, wie sie sind, ohne Rauschen.',
  ended:
    'Das Budget ist verbraucht: Dieses Gerät lernt aus seinen eigenen Beispielen nicht mehr. Was andere lernen, übernimmt es weiter; das kostet nichts.',
  notKept:
    'Was verbraucht ist, lässt sich in diesem Browser nicht aufheben: Nach einem Neuladen beginnt die Zählung von vorn, und das Bisherige zählt nicht mit. Bitte mit denselben Beispielen besser nicht in diesen Raum zurückkehren.',
  how: (clip, noise, sampling, steps, planned) =>
    `Ein Beispiel zählt in einem Schritt höchstens mit der Länge ${significant(clip, 3)}, kommt mit einer Wahrscheinlichkeit von ${significant(sampling, 3)} hinein und verschwindet hinter Rauschen vom ${significant(noise, 3)}-Fachen dieser Länge. ${count(steps)} von ${count(planned)} Schritten sind getan.`,
};
