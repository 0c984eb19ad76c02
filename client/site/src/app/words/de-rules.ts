/** What the value of a setting may be, in German. */
import { CODEC_EXAMPLE, MODEL_CODEC_NAMES } from '@hearsay/shared/gossip/codec/codec-choice.ts';
import type { RuleWords } from '@hearsay/shared/settings/rules.ts';

export const rules: RuleWords = {
  number: ({ whole, least, most }) => `eine ${whole ? 'ganze Zahl' : 'Zahl'} von ${least} bis ${most}`,
  'one-of': ({ values }) => values.join(', '),
  switch: '0 oder 1',
  origin: 'die Adresse eines Hearsay-Servers, wie https://example.org',
  'room-name': '1 bis 64 Buchstaben ohne Umlaute, Ziffern, Punkte, Binde- und Unterstriche',
  'room-key':
    '16 bis 32 zufällige Bytes als base64url, 22 bis 43 Zeichen: bitte den ganzen Link des Raums öffnen',
  'host-key': 'der öffentliche Schlüssel der Leitung: 32 Bytes als base64url, 43 Zeichen',
  'host-secret': 'das Geheimnis der Leitung: 32 Bytes als base64url, 43 Zeichen',
  partition: ({ labels }) =>
    `iid, labels:K mit K von 1 bis ${labels} oder dirichlet:ALPHA mit ALPHA von 0.01 bis 1000`,
  gossip: ({ most }) => `ln oder wie oft je lokalem Schritt ausgetauscht wird, von 0 (allein) bis ${most}`,
  'update-rate': ({ least, most }) => `device oder die lokalen Schritte je Sekunde, von ${least} bis ${most}`,
  codec: ({ auto }) =>
    `${auto ? 'auto, ' : ''}${MODEL_CODEC_NAMES.join(', ')}; bei den letzten beiden auch mit dem Anteil der Zahlen, der gesendet wird, und wie diese verpackt sind, wie in ${CODEC_EXAMPLE}`,
  'drift-correction': ({ names }) =>
    `auto, none, best oder einige von ${names.join(', ')}, durch Kommas getrennt`,
  attack: ({ names }) => `eines von ${names.join(', ')}, auch mit einer Größe, wie in noise:10`,
  privacy: ({ epsilon, delta }) =>
    `EPSILON:DELTA, wie in 3:1e-5, mit EPSILON von ${epsilon.least} bis ${epsilon.most} und DELTA von ${delta.least} bis ${delta.most}`,
  shard: 'INDEX/ANZAHL, wie in 3/8, mit INDEX von 0 bis ANZAHL - 1',
  'own-options': 'Optionen des Verfahrens, wie in degree:6 oder psi:4,window:2',
  stay: ({ least, most }) =>
    `none oder nach wie vielen Schritten ein Teilnehmer geht, von ${least} bis ${most}`,
  'no-such-setting': ({ names }) => `keine solche Einstellung; möglich sind ${names.join(', ')}`,
  command: 'ein Objekt mit run, reset oder Einstellungen, die die Leitung in der Hand hat',
  length: ({ most }) => `höchstens ${most} Zeichen insgesamt`,
  'peer-id': 'die Kennung eines anderen Tabs: 16 hexadezimale Ziffern',
  'most-removed': ({ most }) => `höchstens ${most} zugleich ausgeschlossen`,
  'float32-only': ({ method }) =>
    `float32, weil die Nachrichten von ${method} so ankommen müssen, wie sie gesendet wurden, oder eigens verpackt sind`,
  'whole-models-only': ({ codec, method, methods }) =>
    `nicht ${codec} mit ${method}, wo jeder das ganze Modell der anderen braucht; möglich ist es mit ${methods.join(', ')}`,
  'no-drift-correction': ({ method }) =>
    `auto oder none, weil die Teilnehmer bei ${method} nicht einfach eigenen Gradienten folgen`,
  'no-guard': ({ method, methods }) =>
    `auto oder off, weil ${method} nicht beachtet, wie viel eine Nachricht zählen soll; möglich ist es mit ${methods.join(', ')}`,
  'no-own-options': ({ method }) => `${method} hat keine eigenen Optionen`,
  'no-such-option': ({ method, names }) => `${method} hat keine solche Option, sondern ${names.join(', ')}`,
  'fewer-peers': ({ method, most }) =>
    `ein anderes oder höchstens ${most} Teilnehmer, denn ${method} braucht lange`,
  'networks-only': ({ method }) => `ein anderes oder learner=classes, denn ${method} ist für Netze`,
  'longer-stay': ({ least, updates }) =>
    `mindestens ${least} bei ${updates} Schritten, sonst bleiben zu wenige der ersten Teilnehmer`,
};
