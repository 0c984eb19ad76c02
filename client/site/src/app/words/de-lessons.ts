/** Was die Seite von fertigen Unterrichtsstunden sagt, auf Deutsch. Knöpfe heißen so wie auf der Seite. */
import type { lessons as english } from './en-lessons.ts';

type Lessons = typeof english.lessons;
type Trouble = Lessons['digits']['trouble'][number];

const projector =
  'Ein Computer mit Beamer. Die Seite dort über eine Adresse öffnen, die auch die anderen Geräte erreichen, nicht über localhost: npm start nennt sie.';
const devices = (more: string): string =>
  `${more} Telefone, Tablets und Laptops mit einem aktuellen Browser genügen, im selben Netzwerk. Nichts wird installiert, niemand braucht ein Konto.`;

const apart: Trouble = {
  what: 'Die Geräte verbinden sich nicht miteinander.',
  help: 'Gäste-WLANs halten Geräte oft auseinander. Ein anderes Netzwerk nehmen oder den Hotspot eines Telefons. Am besten vor der Stunde einmal ausprobieren.',
};
const localhost: Trouble = {
  what: 'An der Wand steht kein Code, oder er führt Telefone nirgendwohin.',
  help: 'Die Seite wurde über localhost geöffnet, und so nennt jedes Gerät sich selbst. Über die Netzwerkadresse des Computers öffnen.',
};
const asleep: Trouble = {
  what: 'Ein Telefon lernt nicht mehr.',
  help: 'Sein Bildschirm ist ausgegangen. Aufwecken: Es verbindet sich von selbst wieder. Die anderen haben nicht darauf gewartet.',
};

const digits: Lessons['digits'] = {
  title: 'Ziffern, die niemand gezeigt hat',
  summary:
    'Jedes Gerät hat zwei der zehn Ziffern und erkennt am Ende alle zehn: von anderen gelernt, ohne eine ihrer Ziffern zu sehen.',
  about: [
    'Jedes Gerät bekommt zwei der zehn handgeschriebenen Ziffern und trainiert damit ein kleines neuronales Netz. Allein könnte keines mehr als zwei von zehn erkennen. Dann tauschen sie ihre Modelle aus, jedes mit zufälligen anderen, und jedes erkennt schließlich Ziffern, die ihm nie gezeigt wurden.',
    'Die Klasse sieht, was föderiertes Lernen ohne Server ist: Die Daten bleiben, wo sie sind, und das Gelernte geht auf die Reise.',
  ],
  needs: [
    projector,
    devices(
      'Mindestens fünf Geräte, das am Beamer mitgezählt: Fünf haben zusammen alle zehn Ziffern. Mit mehr wird es lebendiger. Ein Gerät kann auch mehrere Tabs öffnen.',
    ),
  ],
  steps: [
    '5 Minuten. Frage an alle: Was kann ein Gerät, das nur 2 und 3 gesehen hat, von einer 7 wissen? Die Vermutungen aufschreiben.',
    'Die Stunde starten, wie oben. Alles ist eingestellt; „Als Klassenzimmer öffnen (Beamer)“ drücken. Die Adresse dieses Tabs für sich behalten: Wer sie hat, ist der Host.',
    '5 Minuten. Die Klasse scannt den Code an der Wand. Jedes Gerät zeigt unter „Woraus er lernt“, welche zwei Ziffern es hat.',
    '5 Minuten. „Austausch je Schritt“ steht auf 0: Jedes Gerät lernt allein. Die Genauigkeit an der Wand notieren: Keines kommt über etwa 20 %, und von jedem füllen sich nur die umrahmten Ziffern.',
    '10 Minuten. Unter „Für alle“ den „Austausch je Schritt“ auf ln n setzen. Punkte wandern zwischen den Geräten, und in wenigen Minuten erkennen die meisten fast alle Ziffern. Unter „Eine Ziffer zeichnen“ zeichnen alle eine, die ihrem Gerät nie gezeigt wurde.',
    '5 Minuten. Jemand schließt mittendrin die Seite: Die anderen machen weiter. Jemand kommt spät dazu: Das Gerät übernimmt, was der Raum gelernt hat.',
    '15 Minuten. Gespräch mit den Fragen unten. Für andere Raten: „Von vorn …“, dann 0,5, 1 oder 2.',
  ],
  questions: [
    {
      ask: 'Was wandert zwischen den Geräten?',
      answer:
        'Modelle: die Gewichte des Netzes, also Zahlen, und wie viele Schritte von wem darin stecken. Keine Ziffer und keine Bezeichnung.',
    },
    {
      ask: 'Warum kommt allein niemand über 20 %?',
      answer:
        'Die zehn Ziffern sind etwa gleich häufig, und zwei davon wurden gezeigt. Für eine der anderen als Antwort wird das Gerät nie belohnt.',
    },
    {
      ask: 'Wie kann ein Gerät eine Ziffer erkennen, die es nie gesehen hat?',
      answer:
        'Bei einem Austausch gehen zwei Modelle je den halben Weg aufeinander zu. Was das andere Gerät von seinen Ziffern gelernt hat, steckt in den Gewichten und kommt so mit, auch auf dem Umweg über Dritte: Hörensagen.',
    },
    {
      ask: 'Wer wartet auf wen? Was, wenn ein Telefon langsam ist oder geht?',
      answer:
        'Niemand wartet: Es gibt keine Runden. Ein langsames Telefon macht weniger Schritte; von einem, das gegangen ist, kommen keine mehr. Was es gelehrt hat, bleibt in den Modellen der anderen.',
    },
    {
      ask: 'Doppelt so viele Geräte: Wie viel mehr muss jedes sich austauschen?',
      answer:
        'Kaum mehr. ln n wächst um 0,69, sooft sich n verdoppelt: von 3,0 bei 20 Geräten auf 3,7 bei 40. Wer etwas gehört hat, sagt es weiter, und so verbreitet sich Neues exponentiell.',
    },
    {
      ask: 'Wem gehört das Modell am Ende? Wo ist es?',
      answer:
        'Alle haben eines, fast das gleiche. Kein Server hat es: Er hat die Geräte nur einander vorgestellt und die Seite und die Ziffern geliefert.',
    },
    {
      ask: 'Die Ziffern bleiben auf dem Gerät. Ist also alles geheim?',
      answer:
        'Nicht alles. Gewichte sind aus Daten gelernt und verraten denen, die sie bekommen, etwas davon. Hier vertraut man darin den Nachbarn; es gibt Verfahren, die einzelne Modelle verbergen (sichere Aggregation), und Hearsay hat keines.',
    },
  ],
  trouble: [
    localhost,
    apart,
    {
      what: 'Ein Gerät sagt, sein Link habe keinen Schlüssel oder einen anderen.',
      help: 'Der Link wurde abgeschnitten. Den Code noch einmal scannen oder den ganzen Link kopieren.',
    },
    asleep,
    {
      what: 'Es geht langsam.',
      help: 'Alte Telefone machen wenige Schritte, und viele Tabs auf einem Computer teilen sich ihn. Nichts ist falsch: ein paar Minuten mehr geben.',
    },
  ],
};

const rockPaperScissors: Lessons['rock-paper-scissors'] = {
  title: 'Schere, Stein, Papier',
  classes: ['Schere', 'Stein', 'Papier'],
  summary:
    'Drei Gruppen, und jede zeigt der Kamera nur eine Geste. Am Ende unterscheidet jedes Gerät alle drei.',
  about: [
    'Die Klasse macht die Daten selbst. Jede Gruppe zeigt den Kameras ihrer Geräte eine Geste und keine andere. Die Bilder bleiben auf dem Gerät; die Geräte tauschen aus, was ihre Netze gelernt haben, und jedes unterscheidet schließlich Schere, Stein und Papier.',
    'Es zeigt, was Beispiele bewirken: Was einem Netz nie oder nur vor einer Wand gezeigt wurde, erkennt es falsch.',
  ],
  needs: [
    projector,
    devices('Mindestens drei Geräte mit Kamera, in drei Gruppen.'),
    'Kameras: Browser geben einer Seite die Kamera nur über https und auf localhost. Beginnt die Adresse mit http://, nehmen Telefone stattdessen „Dateien wählen“: Dort wird auch ihre Kamera angeboten, für ein Bild auf einmal.',
  ],
  steps: [
    '5 Minuten. Drei Gruppen bilden: Schere, Stein, Papier. Frage an alle: Was sagt ein Gerät, das nur Stein kennt, wenn es Papier sieht?',
    'Die Stunde starten, wie oben. Das Formular ist ausgefüllt; „Aufgabe machen und Raum öffnen“ drücken und dann „Klassenzimmer (Beamer)“ unter dem Link.',
    '5 Minuten. Die Klasse scannt den Code an der Wand.',
    '10 Minuten. „Kamera einschalten“ und den Knopf der eigenen Geste, „Halten: Stein“, etwa zehn Sekunden gedrückt halten: fünf Bilder in der Sekunde. Die Hand drehen, nah und fern, abwechselnd. Niemand nimmt die Gesten der anderen auf.',
    '5 Minuten. Die Geräte lernen, sobald sie Beispiele haben. Wenn alle Gruppen welche haben, jedem Gerät die Gesten zeigen, die es nie aufgenommen hat. „Wie gut ist es?“ sagt, wie viel richtig ist und was wofür gehalten wird.',
    '5 Minuten. Was falsch erkannt wird, davon nimmt die Gruppe mit dieser Geste mehr auf: andere Hände, anderes Licht, ein anderer Hintergrund. Noch einmal versuchen.',
    '15 Minuten. Gespräch mit den Fragen unten. Für einen Bericht „Diesen Lauf sichern“ öffnen: „Diagramme als PNG“ speichert die Kurven dieses Geräts als Bild.',
  ],
  questions: [
    {
      ask: 'Wo sind die Bilder jetzt, und wer hat sie gesehen?',
      answer:
        'Auf dem Gerät, das sie aufgenommen hat; dessen Browser bewahrt sie auf, damit sie beim Neuladen nicht verloren gehen. Sonst hat niemand eines bekommen: Die Gewichte des Netzes gingen auf die Reise. Sie verraten etwas von den Bildern, sind aber keine.',
    },
    {
      ask: 'Woher weiß ein Gerät der Gruppe Stein, was Papier ist?',
      answer:
        'Aus Modellen der Gruppe Papier. Bei jedem Austausch gehen zwei Modelle aufeinander zu, und so erreicht, was eine Gruppe gelernt hat, alle, auch auf dem Umweg über andere.',
    },
    {
      ask: 'Fünfzig Bilder sind wenig. Warum reichen sie?',
      answer:
        'Ein Netz, das schon viele Fotos gesehen hat (innere Schichten von MoveNet, von Google), macht aus jedem Bild Merkmale. Gelehrt wird hier nur ein kleines Netz darüber.',
    },
    {
      ask: 'Wofür hält es eine leere Wand oder eine Katze?',
      answer:
        'Für eines der drei, vielleicht sogar mit Überzeugung. Es kennt nur drei Antworten; „nichts davon“ müsste eine eigene Klasse sein, mit Beispielen.',
    },
    {
      ask: 'Eine Gruppe hat alles vor derselben Wand aufgenommen. Was hat das Netz womöglich gelernt?',
      answer:
        'Die Wand. Es benutzt, was immer in den Beispielen die Klassen unterscheidet. Plätze tauschen und ausprobieren: So versagen Systeme, die nur dort geprüft wurden, wo sie entstanden sind.',
    },
    {
      ask: 'Es heißt, 95 % seien richtig. Stimmt das auch bei Fremden?',
      answer:
        'Kaum. Geprüft wird mit jedem fünften derselben Bilder: dieselben Hände, dasselbe Licht, sogar dieselbe Sekunde. Neue Menschen sind schwerer, und wer unter den Beispielen fehlt, ist am schlechtesten bedient.',
    },
    {
      ask: 'Was, wenn eine Gruppe Stein sagt und Papier zeigt?',
      answer:
        'Dann lernen alle etwas Falsches, denn niemand sieht die Bilder der anderen und könnte sie prüfen. Es gibt Verfahren, die einige wenige Lügner aushalten, soweit diese von den meisten abweichen.',
    },
  ],
  trouble: [
    {
      what: 'Die Kamera geht nicht an.',
      help: 'Sie wurde nicht erlaubt (in der Adresszeile erlauben), ein anderes Programm benutzt sie, oder die Seite kam über http: dann Dateien wählen.',
    },
    {
      what: 'Eine Geste wird fast nie erkannt.',
      help: 'Von ihr gibt es viel weniger Bilder als von den anderen, oder weniger Geräte haben sie. Mehr davon aufnehmen.',
    },
    {
      what: 'Die ersten Bilder dauern lange.',
      help: 'Das Netz, das sie ansieht, wird erst geladen, einmal je Gerät, und alte Telefone rechnen langsam. Warten oder weniger Bilder aufnehmen.',
    },
    localhost,
    apart,
    asleep,
  ],
};

const penguins: Lessons['penguins'] = {
  title: 'Pinguine von fünf Stationen',
  summary:
    'Fünf Forschungsstationen haben Pinguine gemessen. Gemeinsam lernen sie, drei Arten zu unterscheiden, und keine Station zeigt ihre Zeilen.',
  about: [
    'Fünf Forschungsstationen haben Pinguine dreier Arten gemessen: Schnäbel, Flossen, Gewicht. Manche sind nur einer Art begegnet und wissen nichts von den anderen. Sie wollen ein Netz, das alle drei unterscheidet, und keine Station darf ihre Tabelle hergeben.',
    'Krankenhäuser und Banken haben dieselbe Aufgabe, mit Zeilen, die Menschen sind.',
  ],
  needs: [
    projector,
    devices('Fünf Gruppen mit je einem Gerät, von denen das erste das am Beamer sein kann.'),
    'Die Tabellen der Stationen: Knöpfe im Raum holen sie, und auf der Seite dieser Stunde gibt es sie als Dateien, um sie in einer Tabellenkalkulation anzusehen.',
  ],
  steps: [
    '5 Minuten. Fünf Gruppen bilden, eine je Station. Wer errät die Art eines Pinguins, dessen Flosse 217 mm lang ist?',
    'Die Stunde starten, wie oben. Das Formular ist ausgefüllt, mit der Tabelle von Station 1.',
    '5 Minuten. Zuerst zeigen, was Torgersen allein könnte: in diesem Formular die Tabelle von Station 2 wählen, eine Datei von der Seite dieser Stunde, und species vorhersagen lassen. „Aufgabe machen und Raum öffnen“ wird abgelehnt, denn es gibt nur eine Art und damit nichts zu unterscheiden. Die Seite neu laden.',
    'Mit der Tabelle von Station 1, die wieder da ist, „Aufgabe machen und Raum öffnen“ drücken und dann „Klassenzimmer (Beamer)“ unter dem Link.',
    '5 Minuten. Die Klasse scannt den Code an der Wand. Jede Gruppe nimmt die Tabelle ihrer Station, mit den Knöpfen „Station 2“ bis „Station 5“.',
    '10 Minuten. Nach einer Minute gehen alle zu „Eine Zeile vorhersagen“ und tippen einen Pinguin ein, dem die eigene Station nie begegnet ist, ohne Einheiten; das Geschlecht (sex) bleibt leer. Ein Gentoo (Eselspinguin): Schnabel 47 mm lang und 15 mm hoch, Flosse 217 mm, 5100 g. Ein Chinstrap (Zügelpinguin): 49 mm, 18,5 mm, 196 mm, 3700 g. Ein Adelie: 39 mm, 18,5 mm, 190 mm, 3700 g.',
    '5 Minuten. „Was der Raum von seinen Spalten weiß“ öffnen: Mittelwerte und Streuungen aller Zeilen, auf die sich die Stationen geeinigt haben, ohne eine Zeile zu zeigen.',
    '15 Minuten. Gespräch mit den Fragen unten. Wer schneller ist, macht aus denselben Tabellen eine Aufgabe, die body_mass_g vorhersagt.',
  ],
  questions: [
    {
      ask: 'Was haben die Stationen einander gesagt?',
      answer:
        'Gewichte ihrer Netze; Summen, aus denen Mittelwerte und Streuungen werden, verborgen durch zufällige Beträge, die einander aufheben; Namen von Kategorien wie male und female. Keine Zeile.',
    },
    {
      ask: 'Im eigenen Test hätte Torgersen 100 % richtig, wenn es immer Adelie antwortete. Warum ist das wenig wert?',
      answer:
        'Es prüft mit eigenen Pinguinen, alle von einer Art. In einem Test muss vorkommen, was dem Modell begegnen wird; das haben nur alle Stationen zusammen.',
    },
    {
      ask: 'Warum steht die Insel nicht in der Tabelle?',
      answer:
        'Auf Torgersen sind alle Adelies. Das Netz könnte statt der Pinguine die Insel auswendig lernen und versagen, sobald einer anderswohin schwimmt.',
    },
    {
      ask: 'Warum müssen sich alle auf Mittelwert und Streuung einigen, bevor sie lernen?',
      answer:
        'Gramm gehen in die Tausende, Schnäbel sind Dutzende Millimeter lang. Alle messen an denselben Mittelwerten und Streuungen, sonst hieße eine Zahl an jeder Station etwas anderes, und gemischte Modelle ergäben keinen Sinn.',
    },
    {
      ask: 'Könnte eine Station herausfinden, was eine andere hat?',
      answer:
        'Zeilen bekommt sie nicht, aber Gewichte verraten etwas von dem, woraus sie gelernt sind. Darin vertraut man den Nachbarn; wer das nicht darf, braucht mehr, etwa sichere Aggregation oder Rauschen (Differential Privacy).',
    },
    {
      ask: 'Was müsste bei echten Krankenhäusern anders sein?',
      answer:
        'Einwilligung und Recht, eine gemeinsame Bedeutung jeder Spalte, eine Prüfung, dass niemand Unsinn bringt, und an jedem Ort eine eigene Tabelle: Hier kamen alle fünf vom Server dieser Seite, damit niemand tippen muss.',
    },
  ],
  trouble: [
    {
      what: 'Die Knöpfe der Stationen fehlen.',
      help: 'Es gibt sie, wo die Spalten die der Stunde sind. Mit dem Link der Stunde starten und keine andere Tabelle wählen.',
    },
    {
      what: 'Zwei Gruppen haben dieselbe Station genommen.',
      help: 'Das schadet nicht: Ihre Zeilen zählen doppelt. Aber jede Station muss jemand nehmen.',
    },
    {
      what: 'Eine Art wird nicht erkannt.',
      help: 'Jemand muss sie gebracht haben: An der Wand steht, wer welche hat. Einen Pinguin aus der Mitte seiner Art nehmen, wie in den Schritten.',
    },
    localhost,
    apart,
    asleep,
  ],
};

const liar: Lessons['liar'] = {
  title: 'Jemand von uns lügt. Wer?',
  summary:
    'Alle lernen gemeinsam, und ein Gerät sagt den anderen, was es selbst nicht glaubt. Die Klasse sieht, was das anrichtet, und findet heraus, welches es ist.',
  about: [
    'Jedes Gerät lernt von handgeschriebenen Ziffern und tauscht Modelle mit zufälligen anderen. Niemand prüft, was andere sagen: Wer im Raum ist, dem wird geglaubt. Eine Gruppe spielt den Lügner; ihr Gerät sendet etwas anderes, als es gelernt hat.',
    'Die Klasse sieht, wie weit eine Stimme reicht, wo Maschinen mitteln, und was hilft: zu vergleichen, was mehrere Nachbarn sagen, und ein Host, der jemanden herausnehmen kann. Sie sieht auch, was nicht hilft: Einem Modell allein ist nicht anzusehen, warum es anders ist.',
  ],
  needs: [
    projector,
    devices(
      'Mindestens fünf Geräte, das am Beamer mitgezählt. Mit weniger gibt es keine Mehrheit, die man fragen könnte.',
    ),
    'Ein Zettel für jede Gruppe, verdeckt gezogen. Auf einem steht: Lügner.',
  ],
  steps: [
    '5 Minuten. Frage an alle: Woran würdet ihr merken, dass jemand im Freundeskreis Falsches weitererzählt? Die Zettel austeilen.',
    'Die Stunde starten, wie oben. Alles ist eingestellt, der Schutz ist aus; „Als Klassenzimmer öffnen (Beamer)“ drücken. Die Klasse scannt den Code an der Wand.',
    '5 Minuten. Alle sagen die Wahrheit. Nach zwei Minuten die Genauigkeit des schlechtesten Geräts notieren: Das kann der Raum.',
    '10 Minuten. Die Gruppe mit dem Zettel öffnet am Ende ihrer Seite „Lügen spielen“ und wählt „Das Gegenteil seines Modells“. Die Genauigkeit an der Wand fällt, bei allen. Wer ist es? Die Klasse rät, mit Gründen. „Alle Geräte als Tabelle“ zeigt, warum das schwer ist.',
    '10 Minuten. Unter „Für alle“ den „Schutz“ einschalten und „Von vorn …“ drücken, denn das Gelernte ist verdorben. Jetzt vergleichen alle, was ihre Nachbarn sagen, und lernen trotz der Lüge. Nach etwa einer Minute nennt die Wand, wer „Von den Verbundenen meist ausgelassen“ wird.',
    '5 Minuten. Frage an die Klasse: Ist das Beweis genug? Dann unter „Näher ansehen“ das Gerät wählen und herausnehmen. Seine Seite sagt es. „Wieder hereinlassen“ nimmt das zurück, sobald es „Die Wahrheit“ sagt.',
    '10 Minuten. Gespräch mit den Fragen unten. Wer schneller ist, probiert „Rauschen statt seines Modells“ und „Was es vor langer Zeit war“: Was davon fällt auf, und was schadet wenig?',
  ],
  questions: [
    {
      ask: 'Warum verdirbt ein Gerät die Modelle aller?',
      answer:
        'Bei einem Austausch gehen zwei Modelle je den halben Weg aufeinander zu. Wer mit dem Lügner spricht, wird verschoben und verschiebt dann andere, die ihm nie begegnet sind. Ein Mittelwert ist wehrlos gegen einen Wert, der weit weg liegt.',
    },
    {
      ask: 'Woher weiß der Schutz, wer falsch liegt? Er kennt die Wahrheit doch auch nicht.',
      answer:
        'Er vergleicht Nachbarn miteinander. Was weiter weg ist als die meisten, zählt kaum, und wer immer in dieselbe Richtung drängt, wird gebremst. Das ist eine Abstimmung und kein Beweis.',
    },
    {
      ask: 'Könnte ein ehrliches Gerät ausgelassen werden?',
      answer:
        'Ja, wenn seine Beispiele anders sind als alle anderen: Das einzige mit Siebenen sieht aus wie ein Lügner. Deshalb sagt die Seite, dass jemand anders ist, und nicht, dass jemand lügt.',
    },
    {
      ask: 'Was, wenn die meisten Geräte lügen, und alle gleich?',
      answer:
        'Dann werden die ehrlichen ausgelassen. Jede solche Regel braucht unter den Nachbarn eine Mehrheit, die es gut meint. Und eine Person kann viele Tabs öffnen.',
    },
    {
      ask: 'Wer sollte jemanden herausnehmen dürfen: der Host, eine Abstimmung, ein Programm?',
      answer:
        'Hier nur der Host, und seine Befehle sind signiert, sodass es niemand sonst kann. Ein Programm lässt sich täuschen, eine Abstimmung mit vielen Tabs gewinnen, und ein Host kann ungerecht sein: Wer entscheidet, muss Rechenschaft geben.',
    },
    {
      ask: 'Das herausgenommene Gerät öffnet den Link in einem neuen Tab. Was geschieht?',
      answer:
        'Es ist wieder dabei, als jemand anderes: Niemand muss sagen, wer er ist. Soll es auf Dauer draußen bleiben, treffen sich die anderen in einem neuen Raum, dessen Link es nicht bekommt.',
    },
  ],
  trouble: [
    {
      what: 'Niemand wird meist ausgelassen, obwohl jemand lügt.',
      help: 'Mit Schutz dauert es etwa eine Minute. Was ein Gerät vor langer Zeit war, ist dem nahe, was andere sagen: Es ist schwer zu finden und schadet wenig.',
    },
    {
      what: 'Die Genauigkeit steigt nicht wieder.',
      help: 'Die Modelle sind aus der Zeit ohne Schutz verdorben. Mit „Von vorn …“ beginnen alle neu.',
    },
    {
      what: 'Ein ehrliches Gerät wird genannt.',
      help: 'Bei wenigen Geräten kann der Lügner die Hälfte dessen sein, was jemand hört. Mehr Geräte dazunehmen und darüber sprechen: Das gehört zur Stunde.',
    },
    localhost,
    apart,
    asleep,
  ],
};

const leaks: Lessons['leaks'] = {
  title: 'Was verraten Gewichte?',
  summary:
    'Keine Ziffer verlässt ihr Gerät, nur Gewichte tun es. Ein Nachbar gewinnt die Ziffer trotzdem daraus, bis auf den Bildpunkt genau, solange kein Rauschen sie verbirgt.',
  about: [
    'Wer hört, dass Daten auf dem Gerät bleiben, denkt vielleicht, dass niemand etwas herausfinden kann. Diese Stunde probiert es aus: Ein Gerät sendet die Gewichte seines Netzes, lernt einen Schritt lang und sendet sie wieder. Mit Abziehen und Teilen erhält ein Nachbar die handgeschriebene Ziffer, aus der das Gerät gelernt hat.',
    'Dann sucht die Klasse, was hilft: aus vielen Ziffern auf einmal lernen, die Gewichte packen, und Rauschen, wie Differential Privacy es hinzufügt.',
  ],
  needs: [
    'Ein Computer mit Beamer, auf dem diese Seite offen ist. Ein Netzwerk braucht er nur, um die Seite zu laden.',
    'Zum Ausprobieren in Gruppen: Telefone, Tablets oder Laptops mit einem aktuellen Browser, die dieselbe Seite öffnen. Niemand braucht ein Konto, und es gibt keinen Raum, dem man beitritt.',
    'Vorher die Stunde über Ziffern, oder ein paar Sätze dazu, was ein neuronales Netz ist und dass Geräte Gewichte austauschen.',
  ],
  steps: [
    '5 Minuten. Frage an alle: Ein Gerät sendet nur die 109 386 Zahlen seines Netzes, bevor und nachdem es eine Ziffer angesehen hat. Was können andere von der Ziffer wissen? Die Vermutungen aufschreiben.',
    'Die Stunde starten, wie oben. „Eine Ziffer“ ist gewählt, und „Woraus es gelernt hat“ steht neben „Was ein Nachbar sieht“. Ein paarmal „Andere Ziffern“ drücken.',
    '10 Minuten. An der Tafel nachrechnen: Eine Einheit zählt Eingaben mal Gewichte und einen Schwellenwert zusammen. Wenn ein Schritt den Schwellenwert um 0,2 ändert und drei Gewichte um 0,2, 0 und 0,1, was waren die Eingaben? „Wie das geht“ lesen.',
    '5 Minuten. „Gepackt, wie in Räumen“ wählen: Nur die Hälfte der Zahlen reist, jede auf ein halbes Byte gerundet. Schützt das die Ziffer? Zurück zu „Jede Zahl genau“.',
    '5 Minuten. „32 Ziffern“ wählen. Das Gemisch sieht harmlos aus; „Was einzelne Einheiten zeigen“ ist es nicht. Zählen, „Andere Ziffern“ drücken, wieder zählen. Dann noch einmal gepackt.',
    '5 Minuten. „Eine Ziffer, mit Privacy (Epsilon 3)“ wählen. Mit derselben Ziffer ohne vergleichen. Am Format der Gewichte hat sich nichts geändert.',
    '15 Minuten. Gespräch mit den Fragen unten.',
  ],
  questions: [
    {
      ask: 'Der Schwellenwert änderte sich um 0,2, drei Gewichte um 0,2, 0 und 0,1. Was waren die Eingaben?',
      answer:
        '1, 0 und 0,5: Jedes Gewicht ändert sich um seine Eingabe mal die Änderung des Schwellenwerts. Wie groß der Schritt ist und wie die Ziffer hieß, spielt keine Rolle.',
    },
    {
      ask: 'Warum schützt es nicht alle Ziffern, aus 32 auf einmal zu lernen?',
      answer:
        'Eine Einheit zählt nur die Ziffern zusammen, die sie anregen. Tut das nur eine der 32, dann erzählen ihre Gewichte von dieser allein. Die anderen sind ein Gemisch.',
    },
    {
      ask: 'Beim Packen bleibt vieles weg. Warum ist die Ziffer trotzdem da?',
      answer:
        'Alle 128 Einheiten erzählen von derselben Ziffer, also gibt es viel mehr Zahlen, als nötig wären. Packen soll möglichst wenig von dem verlieren, worauf es ankommt; es ist kein Schloss.',
    },
    {
      ask: 'In einem echten Raum macht ein Gerät zehn Schritte mit je 32 Ziffern und mischt seine Gewichte mit denen anderer. Ist es also sicher?',
      answer:
        'Dieser Angriff findet dann fast nichts. Es gibt stärkere, und man kann auch fragen, ob eine Ziffer unter den gelernten war: Das Netz ist sich sicherer bei dem, was es gesehen hat. Nichts gefunden zu haben ist kein Beweis.',
    },
    {
      ask: 'Was verspricht Epsilon?',
      answer:
        'Ob eine Ziffer dabei war oder nicht: Was immer jemand aus den Gewichten schließt, ist im einen Fall höchstens e hoch Epsilon mal so wahrscheinlich wie im anderen, bis auf einen winzigen Rest. Das gilt für alle Angriffe, auch für künftige.',
    },
    {
      ask: 'Warum nicht immer mit Rauschen?',
      answer:
        'Es kostet Genauigkeit, umso mehr, je weniger Beispiele ein Gerät hat. Bei Zehntausenden sind es einige Prozentpunkte; bei fünfzig bleibt wenig übrig.',
    },
    {
      ask: 'Wer soll das entscheiden: wer den Raum betreibt, oder jedes Gerät?',
      answer:
        'Das ist zu besprechen. In Hearsay kann jedes Gerät ein eigenes Budget setzen. Die Nachbarn müssen nicht zustimmen, und niemand muss die Angriffe kennen.',
    },
  ],
  trouble: [
    {
      what: 'Es kommen keine Bilder.',
      help: 'Die Ziffern kommen vom selben Server wie die Seite: Er muss da sein, wenn sie geöffnet wird. „Noch einmal versuchen“ fragt wieder nach ihnen.',
    },
    {
      what: 'Mit Privacy dauert es eine Weile.',
      help: 'Wie viel Rauschen das Budget verlangt, wird einmal ausgerechnet. Alte Telefone brauchen dafür einige Sekunden.',
    },
    {
      what: 'Die Zahl beim Bild sagt der Klasse wenig.',
      help: 'Weglassen, oder sagen: 1 ist dasselbe Bild, 0 hat nichts mit ihm gemeinsam.',
    },
  ],
};

export const lessons: typeof english = {
  documentTitle: 'Unterricht · Hearsay',
  heading: 'Für den Unterricht',
  lead: 'Stunden darüber, wie Maschinen gemeinsam lernen, ohne ihre Daten herzugeben. Jede ist startbereit, mit Schritten, Fragen und Antworten, und passt gedruckt auf ein bis zwei Seiten.',
  back: 'Zur Startseite',
  all: 'Alle Stunden',
  time: '45 Minuten, etwa ab 14 Jahren',
  start: 'Die Stunde starten',
  print: 'Drucken',
  startsHere:
    'Das startet die Stunde, auf dem Gerät der Lehrkraft. Die Klasse tritt über den Code bei, der dann an der Wand steht.',
  opensHere: 'Das öffnet die Seite, um die es in der Stunde geht, auf jedem Gerät.',
  code: (title) => `QR-Code des Links, der die Stunde startet: ${title}`,
  hereOnly:
    'Diese Adresse gilt nur auf diesem Computer. Zum Drucken die Seite über die Netzwerkadresse des Computers öffnen.',
  parts: {
    about: 'Worum es geht',
    needs: 'Was gebraucht wird',
    steps: 'Schritte',
    questions: 'Fragen an die Klasse',
    trouble: 'Was schiefgehen kann',
  },
  stations: {
    heading: 'Die Stationen',
    use: 'Die Tabelle einer Station der Stunde nehmen:',
    station: (number) => `Station ${number}`,
    who: [
      'Ein Schiff, das bei allen Inseln war: 35 Pinguine aller drei Arten',
      'Torgersen: 45 Adelies und sonst nichts',
      'Biscoe: 63 Gentoos und sonst nichts',
      'Biscoe: 47 weitere Gentoos und 39 Adelies',
      'Dream: 62 Chinstraps und 51 Adelies',
    ],
    download: (number) => `Tabelle von Station ${number} (CSV)`,
    credit:
      'Daten: Gorman, Williams und Fraser (2014), von Palmer Station, Antarctica LTER; palmerpenguins von Horst, Hill und Gorman, gemeinfrei (CC0). Die Inseln gibt es; wer wo gezählt hat, ist für die Stunde erdacht.',
  },
  lessons: { digits, 'rock-paper-scissors': rockPaperScissors, penguins, leaks, liar },
};
