/** What went wrong, in German: what happened, why, and what to do. */
import type { Refusal } from '@hearsay/shared/protocol/signalling.ts';
import { ruleIn } from '@hearsay/shared/settings/rules.ts';
import type { ProblemOf, ProblemWords } from 'hearsay';
import { inWords } from 'hearsay/words';
import { rules } from './de-rules.ts';

const RELOAD = 'Bitte die Seite neu laden.';
const BROWSER = 'Bitte einen aktuellen Chrome, Firefox, Edge oder Safari verwenden.';

const numbers = {
  parameters: 'der Parameter',
  inputs: 'der Eingaben',
  targets: 'der Ziele',
};

const refusals: Record<Refusal['reason'], string> = {
  invalid: `Er versteht die Anfrage nicht. ${RELOAD}`,
  'unknown-event': `Er versteht die Anfrage nicht. ${RELOAD}`,
  'not-joined': `Er weiß nichts von diesem Tab. ${RELOAD}`,
  'already-joined': `Der Tab ist schon in einem Raum. ${RELOAD}`,
  'unknown-peer': 'Der andere ist nicht im Raum.',
  'not-introduced': 'Der andere kennt diesen Tab nicht.',
  'taken-id': `Ein anderer im Raum hat dieselbe Kennung. ${RELOAD}`,
  'too-fast': 'Dieser Tab verlangt zu viel auf einmal. Bitte einige Sekunden warten.',
  'room-full': 'Der Raum ist voll. Bitte später wieder versuchen.',
  'server-full': 'Der Server ist voll. Bitte später wieder versuchen.',
  'idle-room': 'Der Raum wurde geschlossen, weil sich lange nichts tat.',
  'too-many-sockets':
    'Von dieser Adresse sind schon so viele Tabs da, wie der Server zulässt. Bitte einige schließen, oder wer den Server ' +
    'betreibt, erhöht --max-sockets-per-address.',
  'foreign-origin':
    'Er ist nicht für Seiten von dieser Adresse. Wer ihn betreibt, kann sie mit --allow-origin zulassen.',
  'other-version': `Er ist von anderer Version. ${RELOAD}`,
  'room-needs-key': 'Den Raum schützt ein Schlüssel, den der Link nicht hat.',
  'room-has-other-key': 'Den Raum schützt ein anderer Schlüssel als der im Link.',
  'room-has-no-key': 'Der Raum wurde ohne Schlüssel eröffnet, der Link aber hat einen.',
  'bad-proof': `Der Nachweis, dass der Link den Schlüssel des Raums hat, gilt nicht. ${RELOAD}`,
};

const models: Record<ProblemOf<'cannot-be-trained'>['reason'], string> = {
  'not-a-model': 'nötig ist ein LayersModel von TensorFlow.js',
  'several-inputs': 'es hat mehr als einen Eingang',
  'several-outputs': 'es hat mehr als einen Ausgang',
  'open-shape': 'alle Längen von Eingang und Ausgang außer der des Stapels müssen fest sein',
  'nothing-to-train': 'keines seiner Gewichte lässt sich trainieren; `trainable` einer Schicht ist zu setzen',
  'unknown-layer': 'dem Thread, der trainiert, ist nicht bekannt: ',
};

export const problems: ProblemWords = {
  'server-unreachable':
    'Der Server ist nicht erreichbar; es wird weiter versucht. Schon verbundene Tabs machen ohne ihn weiter.',
  'not-a-server': ({ what }) =>
    `Was antwortet, ist kein Server von Hearsay oder einer von anderer Version (${what}). Bitte die Adresse prüfen oder die Seite neu laden.`,
  'page-too-old': `Der Server hat eine neuere Version, zu der diese Seite nicht mehr passt. Schon verbundene Tabs machen weiter, aber es kommen keine anderen dazu. ${RELOAD}`,
  'server-too-old':
    'Der Server hat eine ältere Version als diese Seite. Wer ihn betreibt, muss die neue starten. Schon verbundene Tabs machen weiter.',
  'peers-of-other-version': ({ older, newer }) =>
    `Tabs anderer Version verbinden sich nicht mit diesem: ${older} älter, ${newer} neuer. ${newer > 0 ? RELOAD : 'Bitte die älteren Seiten neu laden.'}`,
  'refused-by-server': ({ reason }) =>
    `Der Server hat diesen Tab nicht in den Raum gelassen: ${refusals[reason]}`,
  'no-candidates':
    'Die anderen sind nicht zu erreichen: Dieser Browser oder sein Netz lässt WebRTC nicht hinaus. Bitte UDP zulassen oder ein ' +
    'anderes Netz verwenden.',
  'no-relay':
    'Die anderen sind nicht zu erreichen: Die Netze lassen Sie nicht zueinander, und der Server hat kein Relais. Bitte dasselbe ' +
    'Netz verwenden, oder wer den Server betreibt, gibt ihm eines (--turn-url).',
  'relay-silent': ({ url }) =>
    `Die anderen sind nicht zu erreichen: Die Netze lassen Sie nicht zueinander, und das Relais ${url} antwortet nicht. Bitte ein anderes Netz verwenden oder denen Bescheid geben, die es betreiben.`,
  'relay-refused': ({ url, status }) =>
    `Die anderen sind nicht zu erreichen: Die Netze lassen Sie nicht zueinander, und das Relais ${url} weist diesen Tab ab (${status}). Wer es betreibt, sollte sein Geheimnis und seine Uhr prüfen.`,
  'room-needs-key':
    'Diesen Raum schützt ein Schlüssel, den Ihr Link nicht hat, deshalb lässt der Server diesen Tab nicht hinein. Bitte ' +
    'den ganzen Link des Raums öffnen: Alle, die darin sind, sehen ihn auf ihrer Seite.',
  'room-has-other-key':
    'Diesen Raum schützt ein anderer Schlüssel als der in Ihrem Link, deshalb lässt der Server diesen Tab nicht hinein. ' +
    'Bitte den ganzen Link derer öffnen, die darin sind, oder einen neuen Raum eröffnen.',
  'room-has-no-key':
    'Ihr Link hat einen Schlüssel, aber jemand hat einen Raum dieses Namens ohne Schlüssel eröffnet, deshalb lässt der ' +
    'Server diesen Tab nicht hinein. Bitte einen neuen Raum eröffnen oder deren Link öffnen.',
  'wrong-key':
    'Ein anderer Tab in diesem Raum hat einen anderen Schlüssel, deshalb verbinden sich die beiden nicht. Um zu den ' +
    'anderen zu kommen: diesen Raum verlassen und deren ganzen Link öffnen. Um sie hereinzulassen: ihnen den Link ' +
    'dieses Raums senden.',
  'key-missing':
    'Dieser Raum hat einen Schlüssel, der Link dieses Tabs aber nicht, deshalb lassen die anderen ihn nicht herein. ' +
    'Bitte den Raum verlassen und den ganzen Link des Raums öffnen: Alle, die darin sind, sehen ihn auf ihrer Seite.',
  'peer-without-key':
    'Ein Tab ohne den Schlüssel dieses Raums wurde nicht hereingelassen. Gehört er dazu, so ist in ihm der Link dieses ' +
    'Raums zu öffnen.',
  'changed-on-the-way':
    'Was dieser Tab einem anderen gesendet hat, kam verändert an und wurde abgewiesen. Jemand auf dem Weg, vielleicht ' +
    'der Server, greift ein: Bitte ein anderes Netz oder einen vertrauenswürdigen Server verwenden.',
  'key-too-short': ({ bytes, least }) =>
    `Der Schlüssel des Raums ${bytes === null ? 'ist nicht als base64url geschrieben' : `hat ${bytes} Bytes`}; nötig sind mindestens ${least}. Bitte den ganzen Link des Raums öffnen.`,
  'no-secure-context': ({ needed }) =>
    `${needed} gibt es im Browser nur mit https und auf localhost. Bitte die Seite dort öffnen.`,
  'no-webrtc': `Dieser Browser hat kein WebRTC, oder es ist abgeschaltet. ${BROWSER}`,
  'page-incomplete':
    'Ein Teil dieser Seite konnte nicht geladen werden. Bitte die Verbindung zum Server prüfen und die Seite neu laden.',
  'not-started': ({ what }) =>
    `Das Training konnte nicht beginnen: ${what}. Bitte die Verbindung zum Server prüfen und die Seite neu laden.`,
  'bad-setting': ({ name, value, rule }) =>
    `${name}=${value} ist nicht möglich; erlaubt ist: ${ruleIn(rules, rule)}`,
  'wrong-shape': ({ what, expected, actual }) =>
    `Es sind ${actual} Zahlen ${numbers[what]} statt ${expected}.`,
  'not-finite': ({ what, index }) => `Die Zahl ${index} ${numbers[what]} ist nicht endlich.`,
  'out-of-range': ({ what, index, least, most }) =>
    `Die Zahl ${index} ${numbers[what]} liegt nicht zwischen ${least} und ${most}.`,
  'cannot-be-trained': ({ reason, layer }) =>
    `Dieses Modell ist hier nicht zu trainieren: ${models[reason]}${layer ?? ''}.`,
  'cannot-be-private': ({ layer, kind }) =>
    `Dieser Lauf sollte privat sein, und ${layer === null ? 'was hier lernt, begrenzt keine Gradienten einzelner Beispiele' : `die Gradienten der Schicht ${layer} (${kind}) lassen sich nicht genau begrenzen`}. Bitte dichte Schichten und Faltungen nehmen oder \`privacy\` weglassen.`,
  'bad-task': ({ reason }) => `Die Aufgabe ist nicht zu verwenden. ${reason}`,
  'no-tfjs':
    'Ein Modell braucht TensorFlow.js: als `tf` angeben, oder das Paket @tensorflow/tfjs installieren.',
  'too-much-data': ({ most }) =>
    `Die Beispiele nehmen mehr als ${Math.round(most / 1e6)} MB ein. Bitte jedem Teilnehmer weniger davon geben.`,
  'no-examples': 'Es gibt keine Beispiele, von denen zu lernen wäre.',
  'no-test-examples': 'Es gibt keine Beispiele, mit denen das Modell zu prüfen wäre.',
  'no-model': ({ reason }) =>
    reason === 'loading'
      ? 'Es gibt noch kein Modell: Es wird noch geladen.'
      : 'Es gibt kein Modell: Bitte zuerst einen Raum betreten.',
  'no-earlier-model':
    'Zu diesem Modell geht es nicht zurück: Es ist nicht mehr da, oder das Verfahren war ein anderes. Bitte ein neueres wählen.',
  'no-run': 'Es gibt kein Training: Bitte zuerst einen Raum betreten.',
  'run-under-way':
    'Ein Training läuft: Bitte zuerst den Raum verlassen, dann das Modell laden und wieder beitreten.',
  'no-host': 'Bitte zuerst einen Raum mit einer Leitung betreten.',
  'not-the-host':
    'Das kann nur der Tab, der den Raum geöffnet hat: Nur in seiner Adresse steht das Geheimnis der Leitung.',
  'bad-model': ({ problem }) => `Dieses Modell ist nicht zu verwenden (${problem}).`,
  'data-unreachable': ({ url }) =>
    `Die Trainingsdaten waren von ${url} nicht zu laden. Läuft der Server noch?`,
  'data-refused': ({ url, status }) => `${url} antwortete mit dem Status ${status}. ${RELOAD}`,
  'data-not-in-parts': ({ url, status }) =>
    `${url} ist nicht in Teilen zu lesen (Status ${status}, nicht 206). Ist ein Proxy dazwischen?`,
  'data-damaged': ({ url, expected, actual }) => `${url} sandte ${actual} Bytes statt ${expected}. ${RELOAD}`,
  'data-not-understood': () => `Diese Seite versteht die Liste der Beispiele des Servers nicht. ${RELOAD}`,
  'examples-kept': ({ cause }) => `Dieser Tab behält die Beispiele, die er hat. ${inWords(cause, problems)}`,
  'removed-by-host':
    'Die Leitung dieses Raums hat diesen Tab herausgenommen: Die anderen tauschen keine Modelle mehr mit ihm. Er behält sein Modell ' +
    'und lernt allein weiter; sobald die Leitung ihn wieder hereinlässt, ist er wieder dabei.',
  'other-task': ({ peer }) =>
    `Der Tab ${peer} hat eine andere Aufgabe, deshalb zählen seine Modelle hier nicht. Bitte in beiden denselben Link öffnen.`,
  'kept-by-other-version':
    'Was von diesem Training gesichert war, ist von einer anderen Version der Seite; das Modell beginnt deshalb neu.',
  'backend-unavailable': ({ wanted, used }) =>
    used === null
      ? `TensorFlow.js startet in diesem Browser nicht. ${BROWSER}`
      : `${wanted} ist in diesem Browser nicht vorhanden; gerechnet wird mit ${used}.`,
  'backend-lacks': ({ lacking, what, used }) =>
    `Dem Backend ${lacking} fehlt ${what}, was das Netz braucht; es geht mit ${used} weiter, langsamer.`,
  'backend-lost': ({ used }) => `Die Grafikhardware ging verloren; gerechnet wird weiter mit ${used}.`,
  'worker-failed': ({ what }) =>
    `Das Training ist stehengeblieben (${what || 'sein Skript war nicht zu laden'}). ${RELOAD}`,
  'worker-restarted': ({ what }) =>
    `Das Training ist stehengeblieben${what && ` (${what})`} und wurde von dort neu begonnen, wo es zuletzt aufgehoben war.`,
  'not-computed': ({ what }) => `Das war nicht zu berechnen (${what}).`,
  left: 'Der Tab hat den Raum verlassen.',
  aborted: 'Das wurde abgebrochen.',
};
