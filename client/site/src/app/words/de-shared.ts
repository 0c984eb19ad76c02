/** Was die Seite von Aufgaben sagt, die ein Raum selbst macht, auf Deutsch. */
import type { Phase } from 'hearsay';
import type { shared as english } from './en-shared.ts';
import { createFormat } from './format.ts';

const { count, percent } = createFormat('de');

const examples = (of: number): string => (of === 1 ? '1 Beispiel' : `${count(of)} Beispiele`);

const phases: Record<Phase, string> = {
  idle: 'Bereit',
  joining: 'Betritt den Raum …',
  loading: 'Macht sich bereit …',
  training: 'Lernt gemeinsam',
  paused: 'Pause',
  left: 'Raum verlassen',
  failed: 'Wegen eines Fehlers beendet',
};

export const shared: typeof english = {
  make: {
    heading: 'Eine Aufgabe machen',
    lead: 'Wählen Sie, was die Klasse lehrt. Sie bekommen einen Link; wer ihn öffnet, bringt eigene Beispiele mit. Die Beispiele bleiben auf den Geräten: Nur was das Netz gelernt hat, wandert von Gerät zu Gerät.',
    back: 'Lieber Ziffern: zur Startseite',
    lessons: 'Fertige Unterrichtsstunden',
    kind: 'Was sind die Beispiele?',
    kinds: {
      pictures: {
        name: 'Bilder',
        hint: 'Von Kameras und aus Dateien: Stein, Schere, Papier; Blätter; ein Spielzeug von allen Seiten.',
      },
      drawings: { name: 'Zeichnungen', hint: 'Auf der Seite gezeichnet, mit Finger, Stift oder Maus.' },
      table: {
        name: 'Eine Tabelle',
        hint: 'Zeilen einer CSV-Datei: Eine Spalte wird aus den anderen vorhergesagt.',
      },
    },
    title: 'Titel',
    titleHint: 'Worum es geht, für alle, die den Link bekommen.',
    titleExample: 'Stein, Schere, Papier',
    classes: 'Klassen',
    classesHint: 'Was unterschieden werden soll: 2 bis 32 Namen.',
    className: (place) => `Klasse ${place}`,
    addClass: 'Klasse hinzufügen',
    removeClass: (name) => `${name} entfernen`,
    added: (place) => `Klasse ${place} hinzugefügt.`,
    removed: (name) => `${name} entfernt.`,
    network: 'Das Netz',
    networks: {
      features: {
        name: 'Lernt schnell',
        hint: 'Ein Netz, das schon viele Fotos gesehen hat, sieht jedes Bild an; ein kleines darüber wird gelehrt.',
      },
      convolutions: {
        name: 'Lernt von Grund auf',
        hint: 'Ein kleines Faltungsnetz: Es braucht mehr Beispiele, und nichts davon kommt von anderswo.',
      },
    },
    preview: 'Vorschau',
    previewText: 'Das werden alle sehen:',
    examples,
    make: 'Aufgabe machen und Raum öffnen',
    making: 'Wird gemacht …',
  },
  table: {
    choose: 'Tabelle wählen',
    chooseHint:
      'Eine CSV- oder TSV-Datei, wie sie jede Tabellenkalkulation speichert. Ihre Zeilen bleiben auf diesem Gerät.',
    none: 'Wählen Sie zuerst eine Tabelle.',
    reading: 'Die Tabelle wird gelesen …',
    target: 'Was vorhergesagt werden soll',
    learn: 'Als was',
    learnAs: { classes: 'als eine von mehreren Klassen', number: 'als Zahl' },
    previewEmpty: 'Wählen Sie eine Tabelle, dann erscheinen hier ihre ersten Zeilen.',
    previewLabel: 'Die ersten Zeilen der Tabelle',
    isTarget: 'wird vorhergesagt',
    kinds: { number: 'Zahl', category: 'Kategorie' },
    notUsed: 'nicht benutzt',
    bring: 'Tabelle mit eigenen Zeilen wählen',
    bringHint: (columns) =>
      `Sie sollte diese Spalten haben: ${columns}. Ihre Zeilen bleiben auf diesem Gerät.`,
    another: 'Andere Tabelle wählen',
    remove: 'Tabelle entfernen',
    statistics: 'Was der Raum von seinen Spalten weiß',
    statisticsHint:
      'Mittelwerte und Streuungen aller Zeilen im Raum, auf die sich die Geräte einigen, ohne einander eine Zeile zu zeigen. Daran messen alle.',
    agreeing: 'Die Geräte einigen sich …',
    column: 'Spalte',
    mean: 'Mittelwert',
    deviation: 'Streuung',
    predict: 'Eine Zeile vorhersagen',
    predictHint: 'Was nicht bekannt ist, leer lassen.',
    predicted: (name, value) => `${name}: ${value}`,
  },
  view: {
    phase: (phase) => phases[phase],
    devices: (size) => (size === 1 ? 'nur dieses Gerät' : `${count(size)} Geräte`),
  },
  collect: {
    heading: 'Beispiele',
    drawFirst: 'Etwas zeichnen und sagen, was es ist. Die Zeichnungen bleiben auf diesem Gerät.',
    drawMore: 'Zeichnen: Das Netz sagt, wofür es das hält. Sagen Sie, was es ist, und es lernt daraus.',
    pad: 'Fläche zum Zeichnen, mit Finger, Stift oder Maus',
    clear: 'Wischen',
    undo: 'Zurücknehmen',
    undone: (of) => `${examples(of)} zurückgenommen.`,
    addAs: (name) => `Das ist: ${name}`,
    added: (name, now) => `Zu ${name} hinzugefügt: ${examples(now)}.`,
    pictureFirst:
      'Kamera einschalten und einen Knopf zum Aufnehmen gedrückt halten, Dateien wählen oder Bilder einfügen. Sie bleiben auf diesem Gerät.',
    pictureMore:
      'Das Netz sagt, wofür es das Bild der Kamera hält. Mehr von dem aufnehmen, was es falsch erkennt.',
    cameraLabel: 'Was die Kamera sieht',
    cameraOn: 'Kamera einschalten',
    cameraOff: 'Ausschalten',
    cameraStates: {
      off: 'Die Kamera ist aus. Was sie sieht, bleibt auf diesem Gerät.',
      starting: 'Der Browser fragt, ob diese Seite die Kamera nutzen darf …',
      on: 'Die Kamera ist an.',
      refused:
        'Die Kamera wurde nicht erlaubt. Erlauben Sie sie in der Adresszeile des Browsers und schalten Sie sie noch einmal ein.',
      none: 'Hier ist keine Kamera, oder ein anderes Programm benutzt sie. Wählen Sie stattdessen Dateien.',
      insecure:
        'Browser geben einer Seite die Kamera nur über https und auf localhost. Wählen Sie Dateien: Am Telefon wird dabei auch dessen Kamera angeboten.',
    },
    hold: (name) => `Halten: ${name}`,
    files: 'Dateien wählen',
    filesOf: (name) => `von ${name}`,
    folder: 'Ordner',
    paste: 'Einfügen',
    pasteInto: (name) => `in ${name}`,
    pasteByKey: (name) =>
      `Der Browser gibt die Zwischenablage nur über die Tastatur her: Drücken Sie jetzt Strg+V (am Mac ⌘V), und das Kopierte kommt zu ${name}.`,
    pasteWhere:
      'In welche Klasse? Drücken Sie deren Knopf „Einfügen“, oder gehen Sie auf einen ihrer Knöpfe und drücken Sie noch einmal Strg+V.',
    pasteNothing: 'In der Zwischenablage ist kein Bild. Kopieren Sie eines, und fügen Sie es dann ein.',
    allClasses: 'Alle Klassen auf einmal',
    allClassesHint: (classes) =>
      `Aus einem Ordner, in dem jede Klasse einen Ordner hat, der so heißt wie sie: ${classes}. Eine ZIP-Datei mit diesen Ordnern geht auch.`,
    allFolder: 'Den Ordner wählen',
    allZip: 'Die ZIP-Datei wählen',
    foreignFolders: (classes) =>
      `Manche liegen in Ordnern, die wie keine Klasse heißen, und wurden ausgelassen. Nennen Sie die Ordner wie die Klassen (${classes}), und wählen Sie noch einmal.`,
    foreign: (folder, files) =>
      `${folder === '' ? 'In keinem Ordner' : folder}: ${files === 1 ? '1 Datei' : `${count(files)} Dateien`}`,
    clearClass: 'Alle entfernen',
    numberFiles: 'Aus Dateien mit Zahlen',
    numberFilesHint:
      'Zwei IDX-Dateien, Bilder und Bezeichnungen, wie MNIST sie hat; oder eine JSON-Datei mit xs und ys. Eine Bezeichnung ist der Platz einer Klasse, von 0 an.',
    reading: (done, of) => `Dateien werden gelesen: ${count(done)} von ${count(of)}`,
    preparing: (done, of) => `Bilder und Kopien davon werden angesehen: ${count(done)} von ${count(of)}`,
    cancel: 'Anhalten',
    taken: (read, wrong) =>
      wrong === 0
        ? `${examples(read)} hinzugefügt.`
        : `${examples(read)} hinzugefügt; ${count(wrong)} der Dateien ${wrong === 1 ? 'war' : 'waren'} nicht zu gebrauchen:`,
    moreProblems: (of) => `und ${count(of)} weitere.`,
    newest: (of) => (of === 1 ? 'Das neueste davon' : `Die neuesten ${count(of)} davon`),
  },
  guess: {
    nothing: 'Zeigen Sie dem Netz etwas, und es sagt, was es ist.',
    is: (name) => `Es ist: ${name}`,
    bars: 'Wie sicher sich das Netz bei jeder Klasse ist',
  },
  good: {
    heading: 'Wie gut ist es?',
    none: 'Noch nicht bekannt: Jemand muss mindestens fünf Beispiele einer Klasse bringen.',
    accuracy: (share) => `${percent(share, 0)} richtig`,
    explained: (share) => `${percent(share, 0)} erklärt`,
    explainedMeaning:
      'Davon, wie sehr sich die Werte unterscheiden: Bei 100 % ist jede Vorhersage genau, bei 0 % täte es auch der Mittelwert aller.',
    basis: (of, devices) =>
      `von ${of === 1 ? '1 Beispiel' : `${count(of)} Beispielen`}, die ${devices === 1 ? 'ein Gerät' : `${count(devices)} Geräte`} zurückgehalten ${devices === 1 ? 'hat' : 'haben'}.`,
    worst: (share, of) =>
      `Das Gerät, auf dem es am schlechtesten geht: ${percent(share, 0)} ${of === 1 ? 'seines einen Beispiels' : `seiner ${count(of)} Beispiele`}.`,
    meaning:
      'Jedes Gerät hält jedes fünfte seiner Beispiele zurück, lernt nicht daraus und prüft damit, was der Raum gelernt hat. Neue Beispiele können schwerer sein: anderes Licht, andere Hände, andere Leute.',
    byClass: 'Nach Klassen',
    class: 'Klasse',
    right: 'Richtig',
    missing: (names) => `Noch hat niemand Beispiele von ${names} zurückgehalten.`,
    confusion: 'Was wofür gehalten wird',
    confusionCaption: 'Zeilen: was es ist. Spalten: wofür das Netz es hält. Umrahmt: richtig.',
  },
  takeHome: {
    heading: 'Zum Mitnehmen',
    text: 'Das Netz, wie es jetzt ist, als eine Seite: speichern und auf irgendeinem Gerät öffnen, ohne Netzwerk und ohne diese Seite.',
    save: 'Das Netz als Seite speichern',
    taking: 'Die Seite wird zusammengestellt …',
    saved: 'Die Seite ist bei den Dateien, die dieser Browser gespeichert hat.',
    frozen:
      'Auch das feste Netz ist darin, daher hat die Seite 1,6 MB. Es ist ein Teil von MoveNet Lightning von Google (Apache License 2.0), aus dem Paket @vladmandic/human (MIT License).',
    licences: 'Die Texte dieser Lizenzen',
    failed:
      'Das Netz ließ sich nicht nehmen. Warten Sie, bis es etwas gelernt hat, und versuchen Sie es noch einmal.',
    unreachable:
      'Ein Teil der Seite kam nicht vom Server. Läuft er noch? Bitte versuchen Sie es noch einmal.',
    page: {
      lead: 'Ein Netz, das eine Klasse gelehrt hat. Es läuft nur in dieser Seite: Nichts wird irgendwohin gesendet.',
      pad: 'Fläche zum Zeichnen',
      file: 'Ein Bild:',
      clear: 'Wischen',
      nothing: 'Zeigen Sie dem Netz etwas, und es sagt, was es ist.',
      is: 'Es ist:',
      noPicture:
        'Diese Datei ist kein Bild, das sich lesen lässt. Bitte eine JPEG-, PNG- oder WebP-Datei wählen.',
      starting: 'Das Netz wird vorbereitet …',
      looking: 'Das Bild wird angesehen …',
      credit:
        'Bilder sieht ein Teil von MoveNet Lightning an (Google, Apache License 2.0), aus dem Paket @vladmandic/human (MIT License). Was eine Klasse gelehrt hat, ist das Netz darüber.',
      licences: 'Die Texte dieser Lizenzen',
    },
  },
  classroom: {
    reading(of) {
      if (of.kind === 'alone') return 'Noch ist nur dieses Gerät da.';
      if (of.kind === 'waiting')
        return `${count(of.devices)} Geräte sind da. Ihre ersten Berichte sind unterwegs.`;
      const devices = `${count(of.devices)} Geräte${of.allPaused ? ', alle in Pause' : ''}.`;
      if (of.mostHeld === 0) return `${devices} Noch hat niemand Beispiele gebracht.`;
      const classes = of.mostHeld === 1 ? 'einer Klasse' : `${count(of.mostHeld)} Klassen`;
      const held = of.holdsAll
        ? 'Manche haben Beispiele jeder Klasse'
        : `Niemand hat Beispiele von mehr als ${classes}`;
      return of.worst === null
        ? `${devices} ${held}. Die ersten Tests laufen.`
        : `${devices} ${held}; das schlechteste hat ${percent(of.worst, 0)} seines eigenen Tests richtig.`;
    },
    legend:
      'Zahl: Prozent des eigenen Tests, die richtig sind. Ring: die Klassen, von denen es Beispiele hat, in ihrer Reihenfolge von oben im Uhrzeigersinn. Punkte: ein Modell unterwegs.',
    legendStill:
      'Zahl: Prozent des eigenen Tests, die richtig sind. Ring: die Klassen, von denen es Beispiele hat, in ihrer Reihenfolge von oben im Uhrzeigersinn. Kräftige Linien: eben wurden Modelle getauscht.',
    labels: 'Klassen, von denen es Beispiele hat',
    accuracyNote: 'Der Beispiele, die jedes Gerät zurückhält und aus denen es nicht lernt.',
    matrix: {
      heading: 'Wer wie viel von welcher Klasse mitgebracht hat',
      caption: 'Beispiele jeder Klasse (Zeilen), aus denen jedes Gerät (Spalten) lernt.',
      legend: 'Nur Anzahlen: Kein Beispiel verlässt sein Gerät.',
      class: 'Klasse',
    },
  },
  finding: {
    heading: 'Die Aufgabe wird geholt',
    joining: 'Der Raum wird betreten …',
    alone:
      'Niemand, der die Aufgabe hat, ist hier. Lassen Sie die Seite offen: Sobald jemand da ist, geht es weiter.',
    asking: 'Die anderen werden nach der Aufgabe gefragt …',
    giveUp: 'Doch nicht beitreten',
  },
};
