/** All that the page says, in German, in the sections of `en.ts`. */
import type { BackendReason, LinkState, Phase } from 'hearsay';
import { stepTime } from 'hearsay/words';
import type { Growth } from '../lab/findings.ts';
import { problems } from './de-problems.ts';
import { rules } from './de-rules.ts';
import { createFormat } from './format.ts';
import type { Knowledge } from './knowledge.ts';
import type {
  ClassroomWords,
  ExamplesWords,
  KeptWords,
  LabWords,
  NumbersWords,
  PageWords,
  StartingWords,
} from './words.ts';

const format = createFormat('de');
const { count, percent, list } = format;

const digits = (those: readonly number[]): string => list(those.map(String));
const plural = (value: number, one: string, many: string): string =>
  `${count(value)} ${value === 1 ? one : many}`;

const phases: Record<Phase, string> = {
  idle: 'Bereit',
  joining: 'Betritt den Raum …',
  loading: 'Lädt die Ziffern …',
  training: 'Lernt und tauscht sich aus',
  paused: 'Pause',
  left: 'Raum verlassen',
  failed: 'Wegen eines Fehlers beendet',
};

const announcedPhases: Record<Phase, string> = {
  idle: '',
  joining: 'Der Raum wird betreten.',
  loading: 'Die Beispiele werden geladen.',
  training: 'Das Training läuft.',
  paused: 'Pause.',
  left: 'Der Raum ist verlassen.',
  failed: 'Das Training wurde wegen eines Fehlers beendet.',
};

const links: Record<LinkState, string> = {
  connecting: 'verbindet sich …',
  connected: 'verbunden',
  reconnecting: 'verbindet sich wieder …',
  closed: 'fort',
};

const tasks: StartingWords['form']['tasks'] = {
  'mnist-mlp': {
    name: 'Ziffern, dichtes Netz',
    hint: 'Handgeschriebene Ziffern, ein kleines dichtes Netz: schnell auf jedem Gerät.',
  },
  'mnist-cnn': {
    name: 'Ziffern, Faltungsnetz',
    hint: 'Handgeschriebene Ziffern, ein kleines Faltungsnetz: langsamer, kürzer zu senden, am Ende besser.',
  },
};

const methods: StartingWords['form']['methods'] = {
  'mitra-ulukus': {
    name: 'Zufälliger Austausch, ln n (Mitra & Ulukus)',
    hint: 'Jeder Tab lernt und tauscht nach zwei eigenen Uhren, mit zufälligen anderen, ln n Mal je Schritt.',
  },
  'local-only': { name: 'Allein', hint: 'Jeder Tab lernt für sich, ohne Austausch: zum Vergleich.' },
  'd-psgd': { name: 'D-PSGD', hint: 'In Runden: das Mittel der Nachbarn auf einem festen Graphen.' },
  'synchronous-all-to-all': { name: 'Alle mit allen', hint: 'In Runden: alle warten auf die Modelle aller.' },
  'ad-psgd': { name: 'AD-PSGD', hint: 'Nach jedem Schritt das Mittel mit einem zufälligen Tab.' },
  gosgd: { name: 'GoSGD', hint: 'Ab und zu geht ein Modell, mit Gewicht, an einen zufälligen Tab.' },
  'push-sum': {
    name: 'Push-Sum (SGP)',
    hint: 'Anteile von Modell und Gewicht gehen reihum an Nachbarn; nichts geht verloren.',
  },
  draco: {
    name: 'DRACO',
    hint: 'Änderungen gehen nach eigenen Uhren an alle; wenige werden jeweils angenommen.',
  },
  savic: {
    name: 'SAVIC',
    hint: 'Lokale Schritte, je Koordinate skaliert; auch die Skalierung wird gemittelt.',
  },
  'variance-corrected': {
    name: 'Mittel mit Varianzkorrektur',
    hint: 'D-PSGD, bei dem das Mitteln die Gewichte nicht schrumpfen lässt.',
  },
  coupled: { name: 'Gekoppelt', hint: 'Runden auf einem Graphen, mit abnehmenden Schritten.' },
  'choco-sgd': {
    name: 'CHOCO-SGD',
    hint: 'In Runden: verdichtete Unterschiede an die Nachbarn auf einem festen Graphen.',
  },
  adagossip: { name: 'AdaGossip', hint: 'CHOCO-SGD, das sich der Einigkeit anpasst.' },
  'clipped-gossip': {
    name: 'Begrenzter Austausch',
    hint: 'Wer weit abliegt, zählt weniger: gegen feindliche Tabs.',
  },
  'trimmed-mean': {
    name: 'Gestutztes Mittel',
    hint: 'Die größten und kleinsten Werte zählen nicht: gegen feindliche Tabs.',
  },
  'async-sgd': {
    name: 'Asynchrones SGD',
    hint: 'Ein gewählter Knoten wendet alle Gradienten an, wie sie kommen.',
  },
  fedpbc: { name: 'FedPBC', hint: 'Ein gewählter Knoten mittelt, wer ihn erreicht.' },
  fedavg: {
    name: 'FedAvg',
    hint: 'Ein gewählter Knoten mittelt Runde für Runde, was die anderen gelernt haben.',
  },
};

function backendWhy(why: BackendReason): string {
  switch (why.code) {
    case 'asked':
      return 'wie verlangt';
    case 'only-one':
      return 'keine Grafikhardware zum Vergleich';
    case 'no-wasm':
      return 'wasm startet hier nicht';
    case 'unavailable':
      return `${why.wanted} ist nicht vorhanden`;
    case 'lacks':
      return `${why.lacking} fehlt ${why.what}`;
    case 'lost':
      return `${why.lost} ging verloren`;
    case 'faster': {
      const { milliseconds, other, otherMilliseconds } = why;
      const than = otherMilliseconds === null ? 'startet nicht' : `braucht ${stepTime(otherMilliseconds)}`;
      return `${stepTime(milliseconds)} je Trainingsschritt; ${other} ${than}`;
    }
  }
}

const frame: Pick<PageWords, 'format' | 'site'> = {
  format,
  site: {
    motto: 'Tabs, die einander unterrichten',
    creditOfOwnTask:
      'Die Beispiele bleiben auf diesem Gerät. Auf die Reise gehen, direkt von Gerät zu Gerät, Gewichte des Netzes, Summen über alle Zeilen einer Tabelle, und wie weit jedes Gerät ist.',
    credit:
      'Die Ziffern stammen aus der MNIST-Datenbank von Yann LeCun, Corinna Cortes und Christopher J.C. Burges. ' +
      'Die Trainingsbeispiele bleiben in diesem Tab; nur Modellgewichte gehen auf die Reise, direkt von Tab zu Tab.',
    language: 'Sprache',
    opening: 'Der Raum wird betreten …',
    notLoaded:
      'Dieser Teil der Seite konnte nicht geladen werden. Bitte die Verbindung zum Server prüfen und die Seite neu laden.',
  },
};

export const starting: StartingWords = {
  start: {
    heading: {
      new: 'Einen Raum öffnen',
      invited: 'Einen Raum betreten',
      left: 'Der Raum ist verlassen',
      failed: 'Das Training ist beendet',
    },
    lead:
      'Diese Seite in mehreren Tabs oder auf mehreren Telefonen öffnen: Jeder trainiert ein kleines neuronales Netz mit ' +
      'eigenen handgeschriebenen Ziffern, und alle tauschen aus, was sie gelernt haben. Kein Server hat das Modell, und ' +
      'keine Ziffer verlässt ihr Gerät.',
    outcome: (room, accuracy, seconds) =>
      `Im Raum ${room} erkannte dieser Tab zuletzt ${percent(accuracy)} aller zehn Ziffern` +
      `${seconds === null ? '' : `, nach ${format.duration(seconds)}`}.`,
    makeLink: 'Etwas anderes lehren: eigene Bilder, Zeichnungen oder eine Tabelle',
    lessonsLink: 'Für den Unterricht: fertige Stunden zu 45 Minuten, zum Starten und Drucken',
    labLink: 'Das Labor: Tausende simulierter Teilnehmer in diesem Tab, und was die Theorie von ihnen sagt',
    docsLink: 'Dokumentation (englisch): wie es geht, und Räume in eigenen Seiten',
    afterLeaving:
      'Die anderen Tabs machen ohne diesen weiter. Eine Rückkehr ist jederzeit möglich; der Tab fängt dann von vorn an.',
    problems: (number) =>
      number === 1
        ? 'Die Adresse dieser Seite enthält eine Einstellung, die nicht möglich ist.'
        : 'Die Adresse dieser Seite enthält Einstellungen, die nicht möglich sind.',
    problemsAdvice: 'Das Formular zeigt stattdessen den üblichen Wert. Bitte prüfen und dann beitreten.',
    allowed: (what) => `erlaubt ist: ${what}.`,
    ignored: 'In der Adresse dieser Seite nicht beachtet, weil keine Einstellung so heißt:',
  },
  join: {
    heading: 'Einen Raum betreten',
    label: 'Link oder Code des Raums',
    hint:
      'Ein Link enthält alles Nötige. Ein Code allein, etwa demo, führt in einen Raum ohne Schlüssel, mit den üblichen ' +
      'Einstellungen; für einen Raum mit Schlüssel bitte den ganzen Link einfügen.',
    button: 'Beitreten',
    problems: {
      empty: 'Bitte den Link eines Raums einfügen oder seinen Code eingeben.',
      'not-a-room':
        'Das ist weder ein Link zu einem Raum noch ein Code. Ein Code hat 1 bis 64 Buchstaben ohne Umlaute, Ziffern, ' +
        'Punkte, Binde- und Unterstriche.',
      'no-room':
        'Dieser Link führt in keinen Raum. Bitte den ganzen Link kopieren, auch was hinter dem # steht.',
      'bad-settings':
        'Dieser Link enthält Einstellungen, die nicht möglich sind. Bitte um einen neuen bitten.',
    },
  },
  form: {
    label: 'Einstellungen des Raums',
    room: 'Raum',
    roomOpenHint: 'Tabs, die denselben Raum nennen, lernen gemeinsam.',
    roomKeyHint: 'Ein Name zum Wiedererkennen. Andere kommen mit dem Link herein, der im Raum zu sehen ist.',
    access: 'Wer beitreten kann',
    accessLink: 'alle, die den Link haben; er enthält einen Schlüssel',
    accessName: 'alle, die den Namen des Raums kennen',
    partition: 'Was jeder Tab zu sehen bekommt',
    partitionLabels: 'Nur einige Ziffern',
    partitionIid: 'Alle zehn Ziffern',
    partitionDirichlet: 'Eine ungleiche Mischung',
    partitionHints: {
      labels: 'Was er nie zu sehen bekommt, kann er nur von anderen lernen.',
      iid: 'Gleichmäßig gemischt: Alle haben gleich viel zu lernen.',
      dirichlet: 'Nach Dirichlet ausgelost: viel von manchen Ziffern, wenig von anderen.',
    },
    labelsEach: 'Ziffern je Tab',
    labelsEachUnit: 'Ziffern je Tab',
    alpha: 'Dirichlet-Alpha: je kleiner, desto ungleicher',
    task: 'Aufgabe',
    tasks,
    samples: 'Beispiele je Tab',
    more: 'Weitere Einstellungen',
    method: 'Verfahren',
    methods,
    ownOptions: 'Optionen des Verfahrens',
    noOwnOptions: 'Dieses Verfahren hat keine.',
    ownOptionsHint: (all) => `Mögliche Optionen, durch Kommas getrennt, mit ihren üblichen Werten: ${all}.`,
    seed: 'Startwert des Zufalls',
    seedHint: 'In allen Tabs eines Raums derselbe.',
    gossip: 'Austausch je lokalem Schritt',
    gossipHint: 'ln ist der natürliche Logarithmus der Anzahl der Tabs; bei 0 lernt jeder allein.',
    steps: 'Trainingsschritte je lokalem Schritt',
    rate: 'Lernrate',
    momentum: 'Momentum',
    momentumHint: 'Der Anteil der Geschwindigkeit, der von Schritt zu Schritt bleibt; 0 für keinen.',
    driftCorrection: 'Ausgleich der Drift',
    driftCorrections: (choice) =>
      choice === 'auto'
        ? 'auto: was zum Verfahren passt'
        : choice === 'best'
          ? 'alles, was hilft'
          : choice === 'none'
            ? 'keiner'
            : choice,
    driftCorrectionHint:
      'Hält Tabs beisammen, die verschiedene Ziffern haben, ohne dass mehr gesendet wird. In allen Tabs eines Raums derselbe.',
    driftCorrectionNone: 'Dieses Verfahren nimmt keinen.',
    private: (epsilon, delta) =>
      `Dieser Tab hält seine Beispiele geheim: Er lernt mit Rauschen, bis zu einem Epsilon von ${format.significant(epsilon, 3)} bei einem Delta von ${format.significant(delta, 2)}, wie es in der Adresse steht.`,
    lies: (attack) =>
      `Dieser Tab belügt die anderen (${attack}), wie es in der Adresse steht. Um ehrlich teilzunehmen, öffnen Sie den Raum über seinen Link.`,
    guard: 'Schutz vor Lügnern',
    guards: (choice) =>
      choice === 'auto' ? 'auto: was zum Verfahren passt' : choice === 'on' ? 'an' : 'aus',
    guardHint: 'Begrenzt, wie weit das, was andere senden, das Modell dieses Tabs bewegt.',
    guardNone: 'Für dieses Verfahren gibt es keinen.',
    exchange: 'Wenn zwei Tabs Modelle austauschen,',
    exchangeSwap: 'lernen beide daraus (swap)',
    exchangePush: 'lernt nur, wer empfängt (push)',
    codec: 'Wie Modelle reisen',
    codecHint:
      'float16 braucht halb so viele Bytes wie float32, int8 ein Viertel; top-k sendet, was sich am meisten geändert hat. ' +
      'auto ist, was am wenigsten kostet.',
    codecOwn: 'Dieses Verfahren hat seine eigene Art.',
    backend: 'Womit gerechnet wird',
    backendHint: 'auto misst, was dieser Browser bietet, und nimmt das Schnellste. Nur für diesen Tab.',
    shard: 'Teil der Daten',
    shardHint: 'Etwa 3/8. Bleibt das Feld leer, verteilt der Raum die Teile.',
    please: (allowed) => `Bitte angeben: ${allowed}.`,
    busy: 'Einen Moment …',
    again: 'Den Raum wieder betreten',
    start: 'Raum öffnen',
    join: 'Raum betreten',
  },
};

export const de: PageWords = {
  ...frame,
  problems,
  rules,
  session: {
    room: 'Raum',
    tabs: (size) => (size === 1 ? 'nur dieser Tab' : `${count(size)} Tabs`),
    phase: (phase, size) => (phase === 'training' && size <= 1 ? 'Lernt allein' : phases[phase]),
    following: 'Folgt den anderen, das Budget an Privatsphäre ist verbraucht',
    pause: 'Pause',
    resume: 'Weiter',
    leave: 'Verlassen',
    invite: 'Einladen',
    addressDiffers:
      'Die Adresse dieser Seite hat sich geändert. Die neuen Einstellungen gelten, sobald dieser Raum verlassen ist.',
    heldBack: (share) =>
      `Der Austausch dauert hier so lange, dass dieser Tab mit ${percent(share, 0)} seines Tempos lernt, um den Nachbarn nicht davonzulaufen.`,
    modelsLost: (times) =>
      `Das Modell dieses Tabs war unbrauchbar geworden und wurde ersetzt${times === 1 ? '' : `, bisher ${count(times)}-mal`}. Eine kleinere Lernrate beugt dem vor.`,
  },
  headline: {
    waiting: 'Vorbereitung',
    heading: 'Was dieser Tab weiß',
    joining: 'Der Server wird um einen Platz im Raum gebeten',
    loading: 'Die Beispiele werden geladen',
    loaded: (bytes, total) => `${format.bytes(bytes)} von ${format.bytes(total)}`,
    moment: 'Das dauert einen Augenblick.',
    sentence(of: Knowledge): string {
      switch (of.kind) {
        case 'no-data':
          return 'Dieser Tab hat noch keine Beispiele.';
        case 'untested':
        case 'own-only':
          return of.held.length === 10
            ? 'Dieser Tab hat Beispiele aller zehn Ziffern.'
            : `Dieser Tab hat nur ${of.held.length === 1 ? 'die Ziffer' : 'die Ziffern'} ${digits(of.held)} gesehen.`;
        case 'all':
          return `Dieser Tab hat alle zehn Ziffern gesehen und erkennt ${percent(of.accuracy, 0)} der neuen.`;
        case 'taught':
          return `Dieser Tab hat noch nie eine ${of.label} gesehen und erkennt trotzdem ${percent(of.share, 0)} davon.`;
      }
    },
    detail(of: Knowledge): string {
      switch (of.kind) {
        case 'no-data':
          return '';
        case 'untested':
          return 'Der erste Test läuft.';
        case 'all':
          return 'Was er im Test liest, hat kein Tab zum Lernen benutzt.';
        case 'own-only':
          return of.alone
            ? 'Die anderen kann er nicht kennen, solange niemand da ist, der sie ihm beibringt: den Link in einem weiteren Tab öffnen.'
            : 'Die anderen lernt er von seinen Nachbarn. Das hat gerade erst begonnen.';
        case 'taught':
          return (
            `Er hat nur ${digits(of.held)}. Was er von den anderen weiß, weiß er von anderen Tabs: ` +
            `Er erkennt ${percent(of.unseen, 0)} davon.`
          );
      }
    },
    accuracy: 'aller zehn Ziffern erkannt',
    own: (share) => `Das Modell dieses Tabs allein, ohne die seiner Nachbarn: ${percent(share)}`,
  },
  draw: {
    heading: 'Eine Ziffer zeichnen',
    hint: 'Das Modell des Raums liest mit und liest besser, während es lernt.',
    pad: 'Zeichenfläche: mit Finger, Stift oder Maus eine Ziffer zeichnen, oder unten mit den Knöpfen eine wählen',
    clear: 'Löschen',
    seen: 'Was das Modell sieht',
    bars: 'Wie wahrscheinlich jede Ziffer für das Modell ist',
    empty: 'Eine Ziffer zeichnen oder unten eine wählen.',
    guess: (digit, held) =>
      held
        ? `Sieht nach einer ${digit} aus.`
        : `Sieht nach einer ${digit} aus, die dieser Tab nie zu sehen bekam.`,
    choose: 'Oder eine wählen, von der kein Tab gelernt hat',
    testDigit: (digit) => `Testziffer ${digit}`,
    waiting: 'Sobald das Modell da ist.',
  },
  byClass: {
    heading: 'Wie gut er jede Ziffer liest',
    unit: 'in %',
    held: 'davon hat dieser Tab Beispiele',
    unseen: 'die kennt er nur von anderen Tabs',
    bar: (digit, share, held) =>
      `Ziffer ${digit}, ${held ? 'hier vorhanden' : 'hier nie gesehen'}: ${share === null ? 'noch nicht geprüft' : `${percent(share, 0)} erkannt`}`,
    table: 'Die Ziffern als Tabelle',
    class: 'Ziffer',
    examples: 'Beispiele hier',
    accuracy: 'Erkannt',
  },
  curves: {
    heading: 'Das Lernen im Verlauf',
    accuracy: 'Genauigkeit im Test',
    loss: 'Verlust im Test',
    why:
      'Zwischen zwei Begegnungen neigt das Modell dieses Tabs (dünne Linie) zu den eigenen Ziffern; das Mittel ' +
      'aus ihm und den Modellen seiner Nachbarn (dicke Linie) tut das nicht.',
    both: (room, own) => `${room}, eigenes ${own},`,
    limit: (limit) => `Gestrichelt: etwa ${percent(limit, 0)}, weiter käme er allein nicht.`,
    lossHint: 'Mittlere Kreuzentropie in nat; weniger ist besser.',
    none: 'noch kein Test',
    at: (value, clock) => `${value} bei ${clock}`,
    after: (value, duration) => `${value} nach ${duration}`,
    drawing: (title, reading) =>
      `${title} im Verlauf: ${reading}. Die Zahlen stehen in der Tabelle unter den Kurven.`,
    table: 'Die Kurven als Tabelle',
    caption: (most) =>
      `Höchstens ${count(most)} Tests, gleichmäßig verteilt; der neueste steht unten. „Eigenes“ ist das Modell dieses Tabs ohne die seiner Nachbarn.`,
    time: 'Zeit',
    updates: 'Schritte',
    tableAccuracy: 'Genauigkeit',
    tableLoss: 'Verlust',
    ofRoom: 'Raum',
    ofOwn: 'eigenes',
  },
  data: {
    heading: 'Woraus er lernt',
    bar: (digit, examples) => `Ziffer ${digit}: ${plural(examples, 'Beispiel', 'Beispiele')}`,
    none: 'Noch nicht geladen.',
    sheet: (examples, those) =>
      `${count(examples)} der handgeschriebenen Ziffern dieses Tabs: ${digits(those)}`,
    total: (examples) => `${plural(examples, 'Beispiel', 'Beispiele')} zum Lernen, nach Ziffern gezählt.`,
  },
  neighbours: {
    heading: 'Mit wem er sich austauscht',
    summary: (connected, known) =>
      connected === known
        ? `Verbunden mit ${plural(connected, 'Tab', 'Tabs')}.`
        : `Verbunden mit ${count(connected)} von ${plural(known, 'Tab', 'Tabs')}.`,
    looking: 'Sucht Tabs, mit denen er sich verbinden kann …',
    none: 'Noch keine. Hier erscheinen die Tabs, mit denen dieser Modelle austauscht.',
    tab: 'Tab',
    paths: { direct: 'direkt', relayed: 'über ein Relais' },
    limited: 'zählt kaum',
    limitedHint: 'Zählt kaum: Seine Modelle sind anders als die der meisten, deshalb gilt hier wenig davon.',
    roundTrip: 'Umlauf',
    sent: 'Gesendet',
    received: 'Erhalten',
    links,
  },
  invitation: {
    alone: 'Noch niemand zum Austauschen da',
    heading: 'Mehr Tabs',
    aloneText:
      'Diesen Link in einem weiteren Tab oder auf einem Telefon öffnen: Die beiden finden einander und lernen gemeinsam.',
    text: 'Jeder Tab, der diesen Link öffnet, betritt den Raum.',
    key: 'Er enthält den Schlüssel des Raums: Nur wer ihn hat, kann beitreten.',
    open: 'Weiteren Tab öffnen',
    qrCode: 'QR-Code des Links zu diesem Raum',
    hereOnly:
      'Diese Adresse gilt nur auf diesem Computer. Für andere Geräte bitte die Seite über die Netzwerkadresse des Computers öffnen.',
    link: 'Link zu diesem Raum',
    copy: 'Kopieren',
    copied: 'Kopiert',
    copyDone: 'Der Link ist kopiert.',
    copyFailed: 'Der Browser hat das Kopieren nicht erlaubt. Bitte den Link markieren und von Hand kopieren.',
  },
  numbersHeading: 'In Zahlen',
  announcements: {
    phases: announcedPhases,
    connected: 'Mit einem Nachbarn verbunden.',
    alone: 'Kein Nachbar ist mehr verbunden.',
    accuracy: (share) => `Dieser Tab hat ${percent(share, 0)} seines Tests richtig.`,
    heldBack: 'Der Austausch dauert so lange, dass dieser Tab langsamer lernt, als er könnte.',
    free: 'Dieser Tab lernt wieder mit vollem Tempo.',
    modelLost: 'Das Modell dieses Tabs war unbrauchbar geworden und wurde ersetzt.',
  },
  keeping: {
    summary: 'Diesen Lauf sichern',
    notKept:
      'Dieser Browser lässt die Seite nichts sichern, etwa in einem privaten Fenster oder weil kein Platz ist. Das Training ' +
      'geht weiter, aber nach einem Neuladen finge es von vorn an.',
  },
  resuming: {
    heading: 'Dieser Tab war mitten in diesem Training',
    goOn: (updates, accuracy) =>
      `Dort weitermachen (${count(updates)} Schritte${accuracy === null ? '' : `, ${percent(accuracy)}`})`,
    anew: 'Neu beginnen',
  },
  importing: { summary: 'Mit einem eigenen Modell beginnen' },
  playLiar: 'Lügen spielen',
  projector: { open: 'Als Klassenzimmer öffnen (Beamer)', show: 'Klassenzimmer (Beamer)' },
};

export const numbers: NumbersWords = {
  training: 'Training',
  updates: 'Lokale Schritte',
  stepsEach: (steps) => `zu je ${plural(steps, 'Trainingsschritt', 'Trainingsschritten')}`,
  steps: 'Trainingsschritte',
  aSecond: (rate) => `${rate} je Sekunde`,
  backend: 'Rechnet mit',
  backendWhy,
  slot: 'Platz im Raum',
  slotNote: 'bestimmt, welchen Teil der Daten er bekommt',
  gossip: 'Austausch',
  exchanges: 'Begonnener Austausch',
  exchangesNote: 'je Sekunde, in der letzten halben Minute',
  sent: 'Modelle gesendet',
  received: 'Modelle empfangen',
  inAll: (bytes) => `${format.bytes(bytes)} insgesamt`,
  staleness: 'Veraltung, im Mittel',
  stalenessNote: (most) =>
    `höchstens ${count(most)}; Schritte eines Nachbarn, von denen dieser Tab noch nichts weiß`,
  dropped: 'Nachrichten, die nicht zählten',
};

const updatesOf = (value: number): string =>
  Number.isFinite(value) ? format.decimal(value, value < 9.995 ? 2 : 1) : 'unendlich';
const short = (value: number): string => format.significant(value, 3);
const perUpdate = (rate: number): string => `${short(rate)} Mal Austausch je Schritt`;
const growth = (rate: string, { fewest, most, atFewest, atMost, factor }: Growth): string =>
  `${rate} ${factor === null ? 'wuchs die Veraltung nicht' : `wuchs die Veraltung auf das ${short(factor)}-Fache`}: ` +
  `${updatesOf(atFewest)} Schritte bei ${count(fewest)} Teilnehmern, ${updatesOf(atMost)} bei ${count(most)}.`;

export const lab: LabWords = {
  documentTitle: 'Labor · Hearsay',
  title: 'Labor: Wie oft muss man sich austauschen?',
  lead: [
    'Jeder Teilnehmer macht eigene Schritte und gibt, was er weiß, an zufällige andere weiter. Die Schritte eines anderen, die ihn noch nicht erreicht haben, sind seine Veraltung: so weit ist er zurück.',
    'Der Satz von Mitra & Ulukus (2024): Ist die Austauschrate konstant, so wächst die Veraltung mit der Zahl n der Teilnehmer; ist sie ln n, der natürliche Logarithmus dieser Zahl, so bleibt sie beschränkt. Hier ist es zu sehen.',
  ],
  lineName: (line, gossip, method) =>
    line === 'constant' ? `konstant: ${short(gossip)}` : line === 'ln' ? 'ln n' : method,

  controls: {
    title: 'Einstellungen',
    peers: 'Teilnehmer',
    peersText: (peers) => `${count(peers)} Teilnehmer`,
    gossip: 'Konstante Austauschrate',
    gossipText: perUpdate,
    gossipHint:
      'Im Vergleich mit ln n. Bei jedem Austausch sendet ein Teilnehmer sein Modell an einen zufälligen anderen.',
    latency: 'Laufzeit einer Nachricht',
    latencyText: (updates) =>
      updates === 0 ? 'keine' : `${short(updates)} ${updates === 1 ? 'Schritt' : 'Schritte'}`,
    latencyHint: 'In einer Richtung. Bei 25 Schritten je Sekunde sind 0,75 Schritte 30 ms.',
    churn: 'Kommen und Gehen',
    churnText: (churn) => (churn === 'none' ? 'alle bleiben' : `jeder bleibt etwa ${count(churn)} Schritte`),
    churnHint: 'Es kommen so viele, wie gehen. Manche schlafen eine Weile.',
    method: 'Daneben ein weiteres Verfahren',
    methodNone: 'keines',
    methodHint: 'Hat es eigene Runden oder Uhren, so gelten diese.',
    attack: 'Einer von ihnen lügt',
    attackNone: 'niemand',
    attackHint:
      'Ein Teilnehmer der beiden Raten sagt etwas anderes, als er gelernt hat. Was er selbst daraus macht, wird nicht gemessen.',
    liar: 'Welcher',
    liarText: (liar) => `Teilnehmer ${count(liar)}`,
    guard: 'Schutz der anderen',
    guardText: { off: 'aus', on: 'an' },
    guardHint: 'An: Ein Modell, das den meisten anderen nicht ähnelt, bewegt einen Teilnehmer nur wenig.',
    more: 'Weitere Einstellungen',
    exchange: 'Ein Austausch',
    exchangeText: { push: 'nützt einem (push)', swap: 'nützt beiden (swap)' },
    learner: 'Was sie lernen',
    learnerText: {
      quadratic: 'einen Vektor: quadratische Verluste',
      classes: 'zehn Klassen: ein kleines Netz',
    },
    labels: 'Klassen, die jeder sieht',
    labelsText: (labels) => `${labels} von 10`,
    step: 'Schrittweite',
    updates: 'Länge des Laufs',
    updatesText: (updates) => `${count(updates)} Schritte eines jeden`,
    seed: (seed) => `Startwert ${seed}`,
    anotherSeed: 'Anderer Startwert',
    link: 'Die Adresse dieser Seite enthält alle Einstellungen: Wer sie öffnet, sieht dieselben Zahlen.',
  },

  problem: (name, value, allowed) =>
    `${name}=${value} ist nicht möglich, daher gilt der übliche Wert. Erlaubt ist: ${allowed}.`,
  unknown: (name) =>
    `In der Adresse dieser Seite nicht beachtet, weil keine Einstellung des Labors so heißt: ${name}.`,

  run: {
    pause: 'Pause',
    resume: 'Weiter',
    stop: 'Abbrechen',
    again: 'Noch einmal',
    progress: 'Fortschritt der Simulation',
    running: ({ stage, done }, peers) =>
      stage === 'comparison'
        ? `Simulation von ${count(peers)} Teilnehmern: ${percent(done, 0)}`
        : `Andere Teilnehmerzahlen: ${percent(done, 0)}`,
    paused: 'Pause',
    stopped: 'Abgebrochen',
    done: 'Fertig',
    failed: (why) =>
      `Die Simulation ist stehengeblieben: ${why}. Bitte weniger Teilnehmer wählen oder die Seite neu laden.`,
  },

  figures: {
    title: (peers) => `Bei ${count(peers)} Teilnehmern`,
    caption:
      'Was bisher gemessen wurde. Die Veraltung zählt Schritte, gemittelt, sobald sie sich eingependelt hat.',
    what: 'Größe',
    exchanges: 'Austausch je Schritt',
    ownPace: 'eigener',
    staleness: 'Veraltung',
    law: 'Veraltung nach dem Gesetz',
    mean: { quadratic: 'Fehler im Mittel', classes: 'Genauigkeit im Mittel' },
    meanLaw: 'Dasselbe nach der Theorie',
    worst: { quadratic: 'Fehler des Schlechtesten', classes: 'Genauigkeit des Schlechtesten' },
    none: '–',
  },
  number: updatesOf,
  rate: short,
  score: (learner, value) =>
    learner === 'classes' ? percent(value) : Number.isFinite(value) ? short(value) : 'unendlich',

  comparison: (peers, constant, ln) =>
    `Bei ${count(peers)} Teilnehmern fehlen einem ${updatesOf(constant.staleness)} Schritte eines anderen bei ` +
    `${perUpdate(constant.rate)} (nach dem Gesetz ${updatesOf(constant.law)}) und ${updatesOf(ln.staleness)} bei ln n, also ` +
    `${perUpdate(ln.rate)} (nach dem Gesetz ${updatesOf(ln.law)}).`,
  comparisonWaits: 'Die ersten Zahlen sind unterwegs.',
  tooShort:
    'Für die konstante Rate ist dieser Lauf so kurz, dass sich die Veraltung nicht einpendelt: bitte einen längeren wählen.',
  churnNote:
    'Die Gesetze gelten für Teilnehmer, die bleiben. Wer neu kommt, beginnt mit dem ersten Modell und weiß von keinen Schritten.',
  nobodyLeft: 'Von den Teilnehmern, die verfolgt werden, ist keiner mehr da.',

  scaling: (constant, ln, gossip) =>
    `${growth(`Bei konstant ${perUpdate(gossip)}`, constant)} ${growth('Bei ln n', ln)}`,
  scalingTitle: 'Wenn mehr Teilnehmer dazukommen',
  chartsTitle: (peers) => `Der Lauf mit ${count(peers)} Teilnehmern im Verlauf`,
  scalingWaits:
    'Die Punkte erscheinen nacheinander, von wenigen Teilnehmern zu vielen, sobald der Lauf darüber zu Ende ist.',

  charts: {
    label: (title, reading) => `${title}. ${reading} Die Zahlen stehen in der Tabelle darunter.`,
    staleness: 'Veraltung im Verlauf',
    stalenessNote:
      'Im Mittel über Paare von Teilnehmern, in Schritten. Gepunktet: wo sie sich nach dem Gesetz einpendelt.',
    scaling: 'Veraltung nach Teilnehmerzahl',
    scalingNote:
      'Linien: das Gesetz. Punkte: eben jetzt simuliert. Jeder Schritt nach rechts ist die vierfache Teilnehmerzahl.',
    mean: { quadratic: 'Fehler im Mittel', classes: 'Genauigkeit im Mittel' },
    meanNote: {
      quadratic:
        'Verlust über dem kleinstmöglichen, auf den Daten aller; weniger ist besser. Gepunktet: was die Theorie sagt.',
      classes: 'Auf Beispielen, die kein Teilnehmer hat; mehr ist besser. Für Netze gibt es kein Gesetz.',
    },
    meanNoteLate:
      'Verlust über dem kleinstmöglichen, auf den Daten aller; weniger ist besser. Brauchen Nachrichten Zeit, lügt jemand oder gibt es einen Schutz, so gibt es dafür keine Theorie.',
    worst: { quadratic: 'Fehler des Schlechtesten', classes: 'Genauigkeit des Schlechtesten' },
    worstNote: (evaluated) =>
      `Von ${count(evaluated)} betrachteten Teilnehmern. Ein Mittel verdeckt, wer zurückliegt.`,
    law: (name) => `${name}, Theorie`,
    measured: (name) => `${name}, gemessen`,
    tick: short,
    scoreTick: (learner, value) => (learner === 'classes' ? percent(value, 0) : short(value)),
    reading: (entries) =>
      entries.length === 0
        ? 'Noch nichts.'
        : `${entries.map(([name, value]) => `${name}: ${value}`).join('; ')}.`,
  },
  table: {
    summary: (title) => `${title}, als Tabelle`,
    caption: (rows) => `Höchstens ${rows} Zeitpunkte, gleichmäßig verteilt; der neueste steht unten.`,
    scalingCaption: 'Mittlere Veraltung, in Schritten, nach Teilnehmerzahl.',
    updates: 'Schritte',
    peers: 'Teilnehmer',
  },
};

export const kept: KeptWords = {
  soon: 'In wenigen Sekunden ist der Lauf in diesem Browser gesichert: Nach dem Neuladen der Seite geht er von dort weiter.',
  since: (updates) =>
    `In diesem Browser gesichert, wie er nach ${count(updates)} Schritten war. Nach dem Neuladen der Seite geht er von dort weiter.`,
  limits:
    'Was Nachbarn gerade gesendet hatten, ist dann verloren, und das Gesendete und Empfangene zählt von vorn. Wer den Raum ' +
    'verlässt, löscht, was gesichert war.',
  log: {
    title: 'Das Protokoll',
    text: 'Jeder Test des Modells und jedes Ereignis, mit Einstellungen, Startwert und Versionen.',
    csv: 'Protokoll als CSV',
    json: 'Protokoll als JSON',
  },
  charts: {
    title: 'Die Diagramme',
    text: 'Genauigkeit, Verlust und die Klassen als ein Bild, für einen Bericht oder eine Folie.',
    svg: 'Diagramme als SVG',
    png: 'Diagramme als PNG',
    saved: 'Dem Browser zum Speichern gegeben.',
    failed:
      'Die Diagramme ließen sich nicht zeichnen. Bitte noch einmal versuchen oder das Protokoll speichern.',
    none: 'Noch gibt es nichts zu zeichnen: Das Modell wurde noch nicht getestet.',
    titleOf: (task) => `Hearsay, Aufgabe ${task}`,
    about: (room, devices, updates, duration) =>
      `Raum ${room}, wie ihn eines von ${plural(devices, 'Gerät', 'Geräten')} sah, mit ${plural(updates, 'eigenen Schritt', 'eigenen Schritten')} in ${duration}`,
    description: (room, own) =>
      `Am Ende: ${percent(room)} beim Modell des Raums, ${percent(own)} beim eigenen dieses Tabs.`,
    accuracy: 'Genauigkeit im Verlauf',
    accuracyAxis: 'Richtig im Test (%)',
    explained: 'Erklärter Anteil im Verlauf',
    explainedAxis: 'Der Varianz im Test (%)',
    commonTests: 'Getestet mit denselben Testbeispielen auf jedem Gerät',
    ownTests: 'Getestet mit den Beispielen, die dieses Gerät zurückbehält',
    allTests: 'Von den Beispielen, die alle Geräte zurückbehalten',
    loss: 'Verlust im Verlauf',
    lossHint: 'Bei denselben Testbeispielen; weniger ist besser',
    lossAxis: 'Mittlerer Verlust der Aufgabe',
    crossEntropyAxis: 'Mittlere Kreuzentropie (nat)',
    time: { seconds: 'Zeit (Sekunden)', minutes: 'Zeit (Minuten)', hours: 'Zeit (Stunden)' },
    ofRoom: 'Raum',
    ofOwn: 'dieser Tab',
    alone: 'allein möglich',
    byClass: 'Richtig nach Klasse, Modell des Raums',
  },
  model: {
    title: 'Das Modell',
    text: 'Zwei Dateien im Layers-Format von TensorFlow.js, die zusammengehören: bitte beide speichern.',
    prepare: 'Das Modell nehmen, wie es jetzt ist',
    preparing: 'Das Modell wird geholt …',
    ready: (updates) => `Bereit, wie es nach ${count(updates)} Schritten war:`,
    failed:
      'Das Modell war nicht zu bekommen. Bitte warten, bis der Tab lernt, und es dann noch einmal versuchen.',
  },
  earlier: {
    title: 'Zurück zu einem früheren Modell',
    text: 'Modelle, die dieser Tab hatte, in diesem Browser aufgehoben. Nur dieser Tab geht zurück; was Nachbarn senden, ändert sein Modell von da an. Das jetzige wird ebenfalls aufgehoben.',
    none: 'Noch gibt es keines: Das erste wird bald nach Beginn des Trainings aufgehoben, dann jede Minute eines.',
    nameOf: (seconds, updates, accuracy) =>
      `Vor ${seconds < 60 ? 'weniger als einer Minute' : format.duration(60 * Math.floor(seconds / 60))}, nach ${count(updates)} Schritten` +
      `${accuracy === null ? '' : `, ${percent(accuracy)} im Test`}`,
    goBack: 'Zurückgehen',
    gone: (updates) => `Das Modell ist wieder so, wie es nach ${count(updates)} Schritten war.`,
    failed:
      'Der Browser hat dieses Modell nicht herausgegeben oder konnte das jetzige nicht aufheben. Nichts wurde geändert.',
  },
  again: {
    title: 'Derselbe Lauf noch einmal',
    label: 'Link zu denselben Einstellungen und demselben Startwert',
    text:
      'Er ergibt dieselbe Aufgabe, dasselbe Verfahren mit seinen Optionen, dieselben Anteile der Daten, denselben Startwert ' +
      'und dieselben ersten Parameter. Der Zufall der Zeit ist nicht darin: Welcher Tab wann welchen trifft, hängt von den ' +
      'Geräten ab, deshalb werden die Kurven ähnlich und nicht gleich. Auch ein Modell, mit dem begonnen wurde, ist nicht ' +
      'darin: Seine Dateien sind wieder zu wählen.',
  },
  importing: {
    label: 'Die beiden Dateien eines Modells',
    hint:
      'Bitte die .json und die .weights.bin zusammen wählen, wie diese Seite sie speichert. Jedes Layers-Modell von ' +
      'TensorFlow.js mit demselben Netz ist recht.',
    reading: 'Die Dateien werden gelesen …',
    ready: (task, numbers) =>
      `Der nächste Lauf beginnt mit diesem Modell: ${task}, ${count(numbers)} Zahlen.`,
    readyHere: (numbers) =>
      `Der nächste Lauf beginnt mit diesem Modell der Aufgabe dieses Raums, ${count(numbers)} Zahlen.`,
    again:
      'Mit einem Modell, das in einem Raum mit dieser Aufgabe gespeichert wurde. Es tritt an die Stelle dessen, was dieses ' +
      'Gerät hier gelernt hat; Beispiele bleiben. Sind andere im Raum, so mischt es sich mit dem, was diese haben.',
    fits: (numbers) => `Dieses Modell passt zur Aufgabe: ${count(numbers)} Zahlen.`,
    begin: 'Mit diesem Modell neu beginnen',
    remove: 'Doch nicht',
    otherTask: (model, asked) =>
      `Das Modell ist für die Aufgabe ${model}, im Formular steht ${asked}. Bitte dort diese Aufgabe wählen oder auf das ` +
      'Modell verzichten.',
    otherRoom:
      'Das Modell ist für die Aufgabe eines anderen Raums. Bitte dessen Link öffnen oder auf das Modell verzichten.',
    problems: {
      'two-files':
        'Bitte zwei Dateien auf einmal wählen: die Beschreibung, die auf .json endet, und die Gewichte, die auf .bin enden.',
      'too-large':
        'Diese Dateien sind größer als die jedes Modells dieser Seite. Bitte die beiden Dateien eines Modells wählen.',
      unreadable: 'Der Browser konnte die Dateien nicht lesen. Sind sie noch da? Bitte noch einmal wählen.',
      'not-a-model':
        'Die .json-Datei beschreibt kein Layers-Modell von TensorFlow.js. Bitte die wählen, die mit den Gewichten gespeichert wurde.',
      'other-network':
        'Dieses Modell hat andere Schichten als die Aufgaben dieser Seite. Bitte eines wählen, das von hier ist oder dieselben Schichten hat.',
      'other-task':
        'Dieses Modell wurde in einem Raum mit einer eigenen Aufgabe gespeichert, und zwar einer anderen: andere Klassen oder ' +
        'Spalten, oder ein anderer Titel. Bitte den Link eines solchen Raums öffnen und das Modell dort wählen.',
      'unknown-task':
        'Dieses Gerät hat die Aufgabe dieses Raums noch nicht und kann nicht sagen, ob das Modell passt. Bitte zuerst den Raum ' +
        'betreten: Auch dort lässt sich ein Modell wählen.',
      compressed:
        'Die Gewichte dieses Modells sind verdichtet. Bitte mit gewöhnlichen float32-Gewichten speichern und wieder wählen.',
      'wrong-length':
        'Es sind nicht so viele Gewichte, wie die Beschreibung sagt. Bitte beide Dateien eines Modells wählen, und beide ganz.',
      'other-weights':
        'Die Gewichte sind nicht die dieser Beschreibung oder wurden unterwegs beschädigt. Bitte die beiden Dateien wählen, die ' +
        'zusammen gespeichert wurden. Wurde das Modell seither anderswo trainiert, so ist sha256 aus seinen userDefinedMetadata zu nehmen.',
      'not-finite':
        'Einige Gewichte sind keine brauchbaren Zahlen: Das Modell ist entgleist. Bitte ein anderes wählen.',
    },
  },
};

export const classroom: ClassroomWords = {
  heading: 'Raum',
  toPeer: 'Eigene Seite dieses Tabs',
  reading(of) {
    if (of.kind === 'alone') return 'Noch ist nur dieses Gerät da.';
    if (of.kind === 'waiting')
      return `${count(of.devices)} Geräte sind da. Ihre ersten Berichte sind unterwegs.`;
    const devices = `${count(of.devices)} Geräte${of.allPaused ? ', alle in Pause' : ''}.`;
    if (of.mostHeld === 0) return devices;
    const held = of.holdsAll
      ? 'Manche haben Beispiele aller zehn Ziffern'
      : `Niemand hat Beispiele von mehr als ${plural(of.mostHeld, 'Ziffer', 'Ziffern')}`;
    if (of.worst === null) return `${devices} ${held}. Die ersten Tests laufen.`;
    const silent = of.gossip === 0 ? ' Niemand tauscht sich aus: Die Rate ist 0.' : '';
    const knows = `das schlechteste erkennt ${percent(of.worst, 0)} aller zehn`;
    return of.taught
      ? `${devices} ${held}, und doch: Selbst ${knows}.${silent}`
      : `${devices} ${held}; ${knows} bisher.${silent}`;
  },
  join: {
    heading: 'Mitmachen',
    alone: 'Noch ist niemand sonst da',
    how: 'Den Code mit einem Telefon scannen oder den Link in einem Browser öffnen.',
    howAlone:
      'Den Code mit einem Telefon scannen oder den Link in einem Browser öffnen. Nichts wird installiert, niemand braucht ' +
      'ein Konto. Sobald jemand da ist, zeigt diese Seite, wer von wem lernt.',
    code: 'Code des Raums',
    key: 'Der Link enthält den Schlüssel des Raums: Der Code allein öffnet ihn nicht.',
    hereOnly:
      'Diese Adresse gilt nur auf diesem Computer. Damit Telefone beitreten können, die Seite über die Netzwerkadresse des Computers öffnen; hier den Link in weiteren Tabs öffnen.',
  },
  graph: {
    heading: 'Wer von wem lernt',
    label: (peers, links) =>
      `Graph aus ${plural(peers, 'Gerät', 'Geräten')} und ${plural(links, 'Verbindung', 'Verbindungen')}. Alles steht auch in der Tabelle der Geräte.`,
    none: 'Noch keine Berichte. Jedes Gerät berichtet, sobald es so weit ist, wenige Sekunden nach dem Beitritt.',
    legend:
      'Zahl: Prozent aller zehn Ziffern, die es erkennt. Ring: seine Ziffern, ab 0 oben im Uhrzeigersinn. Punkte: ein Modell unterwegs.',
    legendStill:
      'Zahl: Prozent aller zehn Ziffern, die es erkennt. Ring: seine Ziffern, ab 0 oben im Uhrzeigersinn. Kräftige Linien: eben wurden Modelle getauscht.',
    part: (shown, size) =>
      `${count(shown)} von ${count(size)} Geräten sind hier bekannt: In großen Räumen werden Berichte ausgelost.`,
    choose: 'Näher ansehen',
    nobody: 'keines',
    peer: (slot, own) => `#${slot}${own ? ' (dieses Gerät)' : ''}`,
    hint: 'Hier ein Gerät wählen oder es im Graphen anklicken.',
  },
  peer: {
    slot: 'Platz',
    id: 'Gerät',
    labels: 'Seine Ziffern',
    accuracy: 'Erkennt',
    updates: 'Schritte',
    staleness: 'Veraltung',
    neighbours: 'Verbunden mit',
    ways: 'Verbindungen',
    waysOf: (direct, relayed) =>
      [
        ...(direct > 0 ? [`${count(direct)} direkt`] : []),
        ...(relayed.length > 0
          ? [`${count(relayed.length)} über ein Relais (${relayed.map((slot) => `#${slot}`).join(' ')})`]
          : []),
      ].join(', '),
    limited: 'Seine Modelle',
    limitedTo: (share) => `anders als die der meisten: ${share} ihrer Wirkung gelten hier`,
    state: 'Zustand',
    states: { training: 'lernt', paused: 'Pause' },
    none: 'keine',
  },
  figures: {
    heading: 'Wie es läuft',
    accuracy: 'Genauigkeit',
    mean: 'Mittel',
    worst: 'schlechtestes',
    worstOf: (slot) => `schlechtestes, #${slot}`,
    accuracyNote: 'Aller zehn Ziffern; aus diesen hat niemand gelernt.',
    consensus: 'Uneinigkeit',
    consensusNote: 'Abstand der Modelle von ihrem Mittel: 0 ist Einigkeit. Aus Skizzen geschätzt.',
    staleness: 'Veraltung',
    now: 'jetzt',
    measured: 'gemessen',
    law: 'das Gesetz',
    stalenessNote: (latency) =>
      'Noch unbekannte Schritte eines anderen. ' +
      (latency === null
        ? 'Das Gesetz ist gezeichnet, als brauchten Nachrichten keine Zeit.'
        : `Das Gesetz gilt für die gemessenen Raten, wenn Nachrichten ${format.significant(1000 * latency, 2)} ms unterwegs sind.`),
    noLaw: 'Noch unbekannte Schritte eines anderen. Für dieses Verfahren gibt es kein Gesetz.',
    advice(size, { kind, margin, stable, activePeers, stepSize }) {
      const [own, share, limit] = [size, margin, stepSize.limit].map((value) => format.significant(value, 2));
      if (activePeers !== null) {
        const devices = plural(Math.max(1, activePeers.limit - 1), 'Gerät', 'Geräte');
        return stable
          ? `Mit Schrittweite ${own} können bis zu ${devices} mitmachen, am schnellsten lernen ${count(activePeers.fastest)}; die Verzögerung erreicht ${share} dessen, wovon an das Lernen instabil wird.`
          : `Mit Schrittweite ${own} ist sicher nur Platz für ${devices}: Die Verzögerung erreicht bis zu ${share} dessen, wovon an das Lernen instabil wird, weniger, wo Geräte verschiedene Beispiele haben. Unter Schrittweite ${limit} ist es sicher stabil.`;
      }
      if (!stable)
        return `Schrittweite ${own} ist ${share}-mal so groß, wie in diesem Raum sicher stabil ist, nämlich ${limit}.`;
      const anybody = kind === 'gossip' ? '; beliebig viele Geräte können dazukommen' : '';
      return `Schrittweite ${own} ist ${share} der größten stabilen${anybody}.`;
    },
    adviceNote: 'Geschätzt von diesem Gerät, danach, wie gekrümmt sein Verlust jetzt ist.',
    unknown: '–',
    drawing: (title, values) => `${title} im Verlauf. Jetzt: ${values}.`,
    table: 'Diese Kurven als Tabelle',
    time: 'Zeit',
  },
  labels: {
    heading: 'Wer welche Ziffern hat, und welche erkennt',
    caption: 'Prozent, die von jeder Ziffer (Zeilen) erkannt werden, je Gerät (Spalten).',
    legend: 'Umrahmt: Es hat Beispiele dieser Ziffer. Alles andere weiß es von anderen.',
    class: 'Ziffer',
    held: 'hat Beispiele',
    first: (shown, all) => `Die ersten ${count(shown)} von ${count(all)} Geräten.`,
  },
  table: {
    summary: 'Alle Geräte als Tabelle',
    caption: 'Alle Geräte, die berichtet haben, mit ihren neuesten Zahlen.',
    sort: (column) => `Ordnen nach: ${column}`,
    show: (slot) => `#${slot} im Graphen zeigen`,
  },
  host: {
    heading: 'Für alle',
    isHost: 'Dieser Tab hat den Raum geöffnet: Was hier gesetzt wird, gilt für alle Geräte.',
    isGuest:
      'Gesetzt vom Host, dessen Tab den Raum geöffnet hat. Jedes Gerät prüft die Unterschrift des Hosts.',
    start: 'Alle starten',
    pause: 'Alle anhalten',
    reset: 'Von vorn …',
    resetHeading: 'Fangen alle von vorn an?',
    resetLost: (devices) =>
      `${plural(devices, 'Gerät verliert', 'Geräte verlieren')} das Gelernte: Jedes Modell geht an seinen Anfang zurück, und alle Kurven werden geleert. Beispiele und Einstellungen bleiben. Das lässt sich nicht zurücknehmen.`,
    resetYes: 'Von vorn anfangen',
    cancel: 'Abbrechen',
    gossip: 'Austausch je Schritt',
    gossipHint:
      '0: Jedes lernt allein. ln n: wächst mit dem Raum gerade so, dass alle auf dem Stand bleiben.',
    method: 'Verfahren',
    partition: 'Ziffern jedes Geräts',
    partitions: {
      iid: 'alle zehn, gleichmäßig',
      labels: (labels) => `je ${plural(labels, 'Ziffer', 'Ziffern')}`,
      dirichlet: (alpha) => `ungleiche Mischung (Alpha ${alpha})`,
    },
    codec: 'Wie Modelle reisen',
    now: (value) => `Jetzt: ${value}`,
    apply: 'Für alle setzen',
    run: 'Training',
    runs: { training: 'läuft', paused: 'vom Host angehalten' },
    follow: (following, all) =>
      following === all
        ? `Alle ${count(all)} Geräte folgen.`
        : `${count(following)} von ${count(all)} Geräten folgen …`,
    untouched: 'Wie es im Link steht.',
    noHost: 'Dieser Raum hat keinen Host',
    noHostText:
      'Sein Link nennt keinen. Deshalb kann niemand alle Geräte zugleich starten, anhalten oder umstellen, und die Geräte ' +
      'berichten einander nicht: Es gibt keinen Graphen. Räume von der Startseite haben einen Host, den Tab, der sie öffnete.',
    makeRoom: 'Einen Raum mit Host öffnen',
  },
  liar: {
    heading: 'Was dieses Gerät den anderen sagt',
    off: 'Die Wahrheit',
    attacks: {
      noise: 'Rauschen statt seines Modells',
      'sign-flip': 'Das Gegenteil seines Modells',
      scaling: 'Sein Modell, viel zu groß',
      late: 'Was es vor langer Zeit war',
    },
    hint: 'Für eine Stunde, in der die Klasse es herausfindet. Es gilt sofort. Kein anderes Gerät erfährt davon, und der Link für andere sagt es nicht. Dieses Gerät lernt weiter wie zuvor.',
  },
  guard: {
    heading: 'Schutz',
    choices: { on: 'an', off: 'aus' },
    hint: 'An: Ein Modell, das den meisten anderen nicht ähnelt, bewegt ein Gerät nur wenig.',
  },
  leftOut: {
    heading: 'Von den Verbundenen meist ausgelassen',
    by: (some, all) => `von ${count(some)} der ${count(all)}`,
    hint: 'Ihre Modelle sind anders als die meisten. Das kann viele Gründe haben: Daten, die sonst niemand hat, ein Fehler, oder jemand probiert etwas aus.',
  },
  removal: {
    remove: (slot) => `#${slot} aus dem Raum nehmen …`,
    heading: (slot) => `#${slot} aus dem Raum nehmen?`,
    means:
      'Alle Geräte trennen sich von ihm und tauschen keine Modelle mehr mit ihm; seine Seite sagt das. Es behält sein Modell und lernt allein weiter. Was es gelehrt hat, bleibt in den Modellen der anderen, bis alle neu beginnen. Sie können es jederzeit wieder hereinlassen, in der Liste unter den Einstellungen.',
    yes: 'Herausnehmen',
    full: 'Mehr Geräte können nicht herausgenommen werden. Lassen Sie zuerst eines wieder herein, oder machen Sie in einem neuen Raum weiter.',
    list: 'Herausgenommen',
    name: (slot, id) => `#${slot} (${id})`,
    letIn: 'Wieder hereinlassen',
    letInWhom: (name) => `Wieder hereinlassen: ${name}`,
    listHint:
      'Wer den Link in einem neuen Tab öffnet, ist für den Raum ein anderes Gerät. Soll jemand auf Dauer draußen bleiben, eröffnen Sie einen neuen Raum.',
  },
  news: {
    joined: (some, all) => `${plural(some, 'Gerät ist', 'Geräte sind')} dazugekommen; ${count(all)} sind da.`,
    left: (some, all) =>
      `${plural(some, 'Gerät ist', 'Geräte sind')} gegangen; ${plural(all, 'ist', 'sind')} noch da.`,
    runs: { training: 'Der Host hat alle gestartet.', paused: 'Der Host hat alle angehalten.' },
    follow: 'Alle Geräte folgen dem, was der Host gesetzt hat.',
  },
};

const megabytes = (bytes: number): string => `${count(Math.max(1, Math.round(bytes / 1e6)))} MB`;
const megapixels = (pixels: number): string => `${count(Math.round(pixels / 1e6))} Megapixel`;

export const examples: ExamplesWords = {
  problems: {
    'not-a-picture': ({ file, looksLike }) =>
      looksLike === 'HEIC'
        ? `${file} ist ein HEIC-Bild, das Browser nicht zeigen können. Am Telefon für die Kamera „Maximale Kompatibilität“ wählen oder das Bild als JPEG speichern, und dann noch einmal hinzufügen.`
        : `${file} ist ${looksLike === null ? 'kein Bild' : `eine Datei der Art ${looksLike}`}. Möglich sind Bilder als JPEG, PNG oder WebP oder ein ZIP davon.`,
    'picture-damaged': ({ file }) =>
      `${file} ist beschädigt oder von einer Art, die dieser Browser nicht zeigen kann. Bitte anderswo öffnen, als JPEG oder PNG speichern und das hinzufügen.`,
    'picture-too-small': ({ file, width, height, least }) =>
      `${file} hat ${count(width)} × ${count(height)} Pixel, auf denen nichts zu sehen ist. Bitte ein Bild mit mindestens ${least} Pixeln in jeder Richtung hinzufügen.`,
    'picture-too-large': ({ file, width, height, most }) =>
      `${file} hat ${count(width)} × ${count(height)} Pixel, zu viele für den Speicher einer Seite. Bitte auf höchstens ${megapixels(most)} verkleinern und noch einmal hinzufügen.`,
    'no-canvas':
      'Dieser Browser lässt Seiten keine Bilder zeichnen, deshalb kann keines gelesen werden. Bitte einen aktuellen Chrome, Firefox, Edge oder Safari verwenden, der das nicht sperrt.',
    'file-too-large': ({ file, bytes, most }) =>
      `${file} hat ${megabytes(bytes)}; eine Datei darf ${megabytes(most)} haben. Bitte verkleinern oder aufteilen.`,
    'file-unreadable': ({ file }) =>
      `${file} war nicht zu lesen. Ist die Datei noch da? Bitte noch einmal wählen.`,
    'too-many-files': ({ most }) =>
      `Das sind mehr als ${count(most)} Dateien, und nur so viele werden angesehen. Bitte einen Ordner wählen, in dem nur die Bilder sind.`,
    'no-files':
      'Darin war keine Datei. Bitte Dateien oder einen Ordner wählen oder mit der Maus hierher ziehen.',
    'zip-damaged': ({ file }) =>
      `${file} ist kein ZIP, das sich bis zum Ende lesen lässt: Es ist beschädigt oder hat ein Passwort. Was davor kam, ist hinzugefügt. Bitte neu packen oder die Dateien selbst hinzufügen.`,
    'zip-too-large': ({ file, limit, most }) => {
      const what = {
        entries: `enthält mehr als ${count(most)} Dateien`,
        bytes: `ergibt ausgepackt mehr als ${megabytes(most)}`,
        ratio: `ergibt ausgepackt mehr als das ${count(most)}-Fache, wie es Bilder nie tun`,
      };
      return `${file} ${what[limit]}. Was davor kam, ist hinzugefügt. Bitte den Rest in kleineren Teilen hinzufügen.`;
    },
    'not-idx': ({ file }) =>
      `${file} ist keine IDX-Datei. Bitte eine wie train-images-idx3-ubyte wählen, ausgepackt oder als .gz.`,
    'idx-unknown-kind': ({ file }) =>
      `${file} ist eine IDX-Datei anderer Art. Bitte eine mit Bildern oder Klassen als Bytes wählen, wie MNIST sie hat.`,
    'idx-wrong-length': ({ file, expected, actual }) =>
      `${file} sollte ${count(expected)} Bytes haben und hat ${count(actual)}: abgeschnitten oder beschädigt. Bitte neu besorgen.`,
    'idx-wrong-size': ({ file, width, height, side }) =>
      `Die Bilder in ${file} haben ${width} × ${height} Pixel; diese Aufgabe nimmt ${side} × ${side}. Bitte eine andere Datei wählen.`,
    'idx-counts-differ': ({ images, labels }) =>
      `Es sind ${plural(images, 'Bild', 'Bilder')} und ${plural(labels, 'Klassenangabe', 'Klassenangaben')}. Bitte zwei Dateien wählen, die zusammengehören.`,
    'not-json': ({ file }) =>
      `${file} ist kein JSON. Bitte eine Datei mit { "xs": …, "ys": …, "shape": … } wählen.`,
    'json-not-examples': ({ file, where }) =>
      `${file} enthält keine Beispiele dieser Aufgabe: siehe „${where}“. Nötig ist { "xs": …, "ys": …, "shape": … } mit so vielen Zahlen in jedem xs, wie die Aufgabe nimmt.`,
    'json-counts-differ': ({ file, xs, ys }) =>
      `${file} enthält ${plural(xs, 'Beispiel', 'Beispiele')} in xs und ${plural(ys, 'Klassenangabe', 'Klassenangaben')} in ys. Zu jedem gehört genau eine.`,
    'unknown-label': ({ file, label, classes }) =>
      `In ${file} steht die Klasse ${count(label)}; diese Aufgabe hat ${plural(classes, 'Klasse', 'Klassen')}, gezählt ab 0. Bitte eine Datei mit diesen Klassen wählen.`,
    'storage-full':
      'Der Speicher dieses Browsers ist voll: Was ab jetzt hinzukommt, ist nach dem Schließen der Seite weg. Wer es behalten will, schafft Platz auf dem Gerät und fügt es noch einmal hinzu.',
    'storage-refused':
      'Dieser Browser bewahrt für diese Seite nichts auf, etwa in einem privaten Fenster: Was hinzukommt, ist nach dem Schließen der Seite weg. Das Lernen geht trotzdem weiter.',
    'extractor-unreachable':
      'Das Netz, das Bilder ansieht, war nicht zu laden. Bitte die Verbindung zum Server prüfen und es noch einmal versuchen.',
    'extractor-damaged':
      'Das Netz, das Bilder ansieht, kam verändert an und wird nicht benutzt. Bitte die Seite neu laden; hilft das nicht, so greift unterwegs jemand ein.',
    'extractor-failed': ({ what }) =>
      `Das Netz, das Bilder ansieht, läuft hier nicht (${what}). Bitte einen aktuellen Chrome, Firefox, Edge oder Safari verwenden oder eine Aufgabe ohne dieses Netz.`,
  },
};
