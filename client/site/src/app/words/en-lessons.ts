/** What the page says of lessons that are ready for teachers, in English. Names of buttons are as the page has them. */

interface Question {
  readonly ask: string;
  /** For the teacher. */
  readonly answer: string;
}

interface Trouble {
  readonly what: string;
  readonly help: string;
}

/** What every lesson says. */
interface Lesson {
  readonly title: string;
  readonly summary: string;
  readonly about: readonly string[];
  readonly needs: readonly string[];
  readonly steps: readonly string[];
  readonly questions: readonly Question[];
  readonly trouble: readonly Trouble[];
}

const projector =
  'A computer with a projector. Open this page on it by an address that the other devices reach too, not by localhost: npm start prints it.';
const devices = (more: string): string =>
  `${more} Phones, tablets and laptops with a current browser will do, in the same network. Nothing is installed, and nobody needs an account.`;

const apart: Trouble = {
  what: 'Devices do not connect to each other.',
  help: 'Guest Wi-Fi often keeps devices apart. Use another network, or the hotspot of a phone. Try it once before the lesson.',
};
const localhost: Trouble = {
  what: 'No code is on the wall, or it leads phones nowhere.',
  help: 'The page was opened by localhost, which every device takes for itself. Open it by the computer’s network address.',
};
const asleep: Trouble = {
  what: 'A phone does not learn any more.',
  help: 'Its screen has gone dark. Wake it up: it connects again by itself. The others did not wait for it.',
};

const digits: Lesson = {
  title: 'Digits nobody has seen',
  summary:
    'Each device has two of the ten digits, and comes to recognise all ten: from others, without seeing one of theirs.',
  about: [
    'Every device gets two of the ten handwritten digits, and trains a small neural network with them. Alone none could recognise more than two in ten. Then they exchange their models, each with random others, and every device comes to recognise digits that it was never shown.',
    'The class sees what federated learning without a server is: data stays where it is, and what was learned travels.',
  ],
  needs: [
    projector,
    devices(
      'Five devices or more, the projector’s counted: five have all ten digits between them. More make it livelier. One device may open several tabs.',
    ),
  ],
  steps: [
    '5 minutes. Ask: what can a device that has only ever seen 2s and 3s know of a 7? Write the guesses down.',
    'Start the lesson, as above. All is set; press “Open as classroom (projector)”. Keep the address of this tab to yourself: whoever has it is the host.',
    '5 minutes. The class scans the code on the wall. Each device shows which two digits it has, under “What it learns from”.',
    '5 minutes. “Exchanges per update” is 0: each device learns alone. Note the accuracy on the wall: nobody gets above about 20%, and of each device only the framed digits fill up.',
    '10 minutes. Under “For everybody” set “Exchanges per update” to ln n. Dots travel between the devices, and within a few minutes most recognise most digits. Under “Draw a digit” everybody draws one that their device was never shown.',
    '5 minutes. Somebody closes the page in the middle of it: the others go on. Somebody else joins late: the device takes over what the room has learned.',
    '15 minutes. Talk about it, with the questions below. To try other rates: “Begin again…”, then 0.5, 1 or 2.',
  ],
  questions: [
    {
      ask: 'What travels between the devices?',
      answer:
        'Models: the weights of the network, which are numbers, and how many updates of whom are in them. No digit and no label.',
    },
    {
      ask: 'Why does nobody get above 20% alone?',
      answer:
        'The ten digits are about equally frequent, and two of them were shown. Nothing ever rewards the device for answering with any of the others.',
    },
    {
      ask: 'How can a device recognise a digit that it never saw?',
      answer:
        'In an exchange two models move half-way towards each other. What another device learned of its digits is in its weights, and so comes along, also by way of third devices: hearsay.',
    },
    {
      ask: 'Who waits for whom? What if a phone is slow, or leaves?',
      answer:
        'Nobody waits: there are no rounds. A slow phone makes fewer updates; from one that has left no more come. What it taught stays in the others’ models.',
    },
    {
      ask: 'Twice as many devices: how much more does each have to talk?',
      answer:
        'Hardly more. ln n grows by 0.69 each time that n doubles: from 3.0 with 20 devices to 3.7 with 40. Whoever has heard something tells others, so news spreads exponentially.',
    },
    {
      ask: 'Who owns the model in the end? Where is it?',
      answer:
        'Everybody has one, nearly the same. No server has it: the server only introduced the devices to each other, and delivered the page and the digits.',
    },
    {
      ask: 'The digits stay on the device. Is all of it secret, then?',
      answer:
        'Not all. Weights are learned from data, and tell something of it to those who get them. Here neighbours are trusted with that; there are methods that hide single models (secure aggregation), and Hearsay has none.',
    },
  ],
  trouble: [
    localhost,
    apart,
    {
      what: 'A device says that its link has no key, or another one.',
      help: 'Its link was cut. Scan the code again, or copy the whole link.',
    },
    asleep,
    {
      what: 'It goes slowly.',
      help: 'Old phones make few updates, and many tabs on one computer share it. Nothing is wrong: give it some minutes more.',
    },
  ],
};

const rockPaperScissors: Lesson & { readonly classes: readonly string[] } = {
  title: 'Rock, paper, scissors',
  classes: ['Rock', 'Paper', 'Scissors'],
  summary:
    'Three groups, each shows the camera one gesture alone. In the end every device tells all three apart.',
  about: [
    'The class makes the data itself. Each group shows the cameras of its devices one gesture and no other. The pictures stay on the device; the devices exchange what their networks have learned, and every one of them comes to tell rock, paper and scissors apart.',
    'It shows what examples do: what a network has not been shown, or only before one wall, it gets wrong.',
  ],
  needs: [
    projector,
    devices('Three devices with cameras or more, in three groups.'),
    'Cameras: browsers give a page the camera only over https, and on localhost. Where your address begins with http://, phones use “Choose files” instead, which offers their camera too, one picture at a time.',
  ],
  steps: [
    '5 minutes. Make three groups: rock, paper, scissors. Ask: what will a device that only knows rock say when it sees paper?',
    'Start the lesson, as above. The form is filled in; press “Make the task and open a room”, and then “Classroom view (projector)” below the link.',
    '5 minutes. The class scans the code on the wall.',
    '10 minutes. “Turn the camera on”, and hold the button of the own gesture, “Hold: Rock”, for about ten seconds: five pictures a second. Turn the hand, go near and far, take turns. Nobody records the gestures of others.',
    '5 minutes. The devices learn as soon as they have examples. When all groups have some, show each device the gestures that it never recorded. “How good is it?” says how much is right, and what is taken for what.',
    '5 minutes. Where it is wrong, the group whose gesture it is records more of that: other hands, other light, another background. Try again.',
    '15 minutes. Talk about it, with the questions below. For a report, open “Keep this run”: “Charts as PNG” saves the curves of this device as a picture.',
  ],
  questions: [
    {
      ask: 'Where are your pictures now, and who has seen them?',
      answer:
        'On the device that took them, kept by its browser so that a reload does not lose them. Nobody else got one: the network’s weights travelled. They tell something of the pictures, but are none.',
    },
    {
      ask: 'How does a device of the rock group know what paper is?',
      answer:
        'From models of the paper group. In each exchange two models move towards each other, and so what one group has learned reaches all, also by way of others.',
    },
    {
      ask: 'Fifty pictures are few. Why are they enough?',
      answer:
        'A network that has already seen many photographs (inner layers of MoveNet, by Google) turns each picture into features. Only a small network on top of it is taught here.',
    },
    {
      ask: 'What does it say of an empty wall, or of a cat?',
      answer:
        'One of the three, perhaps even with confidence. It knows only three answers; “none of them” would have to be a class of its own, with examples.',
    },
    {
      ask: 'One group recorded all in front of the same wall. What may the network have learned?',
      answer:
        'The wall. It uses whatever tells the classes apart in the examples. Swap places and try: this is how systems fail that were tested only where they were made.',
    },
    {
      ask: 'It says 95% right. Will it be right for 95% of strangers?',
      answer:
        'Hardly. Tested is with every fifth of the same pictures: the same hands, the same light, the same second even. New people are harder, and whoever is missing among the examples is served worst.',
    },
    {
      ask: 'What if a group says rock and shows paper?',
      answer:
        'Then all learn something wrong, for nobody sees the pictures of others and could check. There are methods that bear with some who lie, as far as they differ from most.',
    },
  ],
  trouble: [
    {
      what: 'The camera does not come on.',
      help: 'It was not allowed (allow it in the address bar), another program uses it, or the page came over http: then choose files.',
    },
    {
      what: 'One gesture is hardly ever recognised.',
      help: 'It has far fewer pictures than the others, or fewer devices. Record more of it.',
    },
    {
      what: 'The first pictures take long.',
      help: 'The network that looks at them is loaded first, once for each device, and old phones compute it slowly. Wait, or use fewer pictures.',
    },
    localhost,
    apart,
    asleep,
  ],
};

const penguins: Lesson = {
  title: 'Penguins of five stations',
  summary:
    'Five research stations have measured penguins. Together they learn to tell three species apart, and no station shows its rows.',
  about: [
    'Five research stations have measured penguins of three species: bills, flippers, weight. Some have met one species alone, and so know nothing of the others. They want a network that tells all three apart, and no station may give its table away.',
    'Hospitals and banks have the same problem, with rows that are people.',
  ],
  needs: [
    projector,
    devices('Five groups with a device each, of which the first may be the projector’s.'),
    'The tables of the stations: buttons in the room bring them, and the page of this lesson has them as files, to look at them in a spreadsheet.',
  ],
  steps: [
    '5 minutes. Form five groups, one for each station. Who wants to guess the species of a penguin with a flipper of 217 mm?',
    'Start the lesson, as above. The form is filled in, with the table of station 1.',
    '5 minutes. First show what Torgersen could do alone: in this form choose the table of station 2, a file from the page of this lesson, and species as what is to be predicted. “Make the task and open a room” is refused, for there is one species only, and so nothing to tell apart. Reload the page.',
    'With the table of station 1, which is back, press “Make the task and open a room”, and then “Classroom view (projector)” below the link.',
    '5 minutes. The class scans the code on the wall. Each group takes the table of its station, with the buttons “Station 2” to “Station 5”.',
    '10 minutes. After a minute everybody goes to “Predict a row” and types a penguin that the own station has never met, without units; the sex is left empty. A Gentoo: bill 47 mm long and 15 mm deep, flipper 217 mm, 5100 g. A Chinstrap: 49 mm, 18.5 mm, 196 mm, 3700 g. An Adelie: 39 mm, 18.5 mm, 190 mm, 3700 g.',
    '5 minutes. Open “What the room knows of its columns”: means and spreads of all rows, on which the stations agreed without showing a row.',
    '15 minutes. Talk about it, with the questions below. Who is faster may make a task of the same tables that predicts body_mass_g.',
  ],
  questions: [
    {
      ask: 'What did the stations tell each other?',
      answer:
        'Weights of their networks; sums of which means and spreads come, hidden by random amounts that cancel out; names of categories, such as male and female. No row.',
    },
    {
      ask: 'In its own test, Torgersen would be 100% right if it always answered Adelie. Why is that worth little?',
      answer:
        'It tests with its own penguins, all of one species. A test must have what the model will meet; only all stations together have that.',
    },
    {
      ask: 'Why is the island not in the table?',
      answer:
        'On Torgersen all are Adelies. The network could learn the island by heart in place of the penguins, and fail as soon as one swims elsewhere.',
    },
    {
      ask: 'Why must all agree on mean and spread before they learn?',
      answer:
        'Grams are in thousands, bills in tens. Each measures by the same mean and spread, else one number would mean something else at every station, and mixed models would make no sense.',
    },
    {
      ask: 'Could a station find out what another has?',
      answer:
        'Rows it does not get, but weights tell something of what they were learned from. Neighbours are trusted with that; whoever may not do so needs more, such as secure aggregation or noise (differential privacy).',
    },
    {
      ask: 'What would have to be different among real hospitals?',
      answer:
        'Consent and law, a common meaning for each column, a check that nobody brings nonsense, and an own table at each place: here all five came from this page’s server, to save typing.',
    },
  ],
  trouble: [
    {
      what: 'The buttons of the stations are missing.',
      help: 'They are there where the columns are those of the lesson. Start by the link of the lesson, and choose no other table.',
    },
    {
      what: 'Two groups took the same station.',
      help: 'That does no harm: its rows count twice. But somebody has to take each station.',
    },
    {
      what: 'One species is not recognised.',
      help: 'Somebody has to have brought it: the wall shows who has which. Take a penguin in the middle of its species, as in the steps.',
    },
    localhost,
    apart,
    asleep,
  ],
};

const liar: Lesson = {
  title: 'One of us lies. Who?',
  summary:
    'All learn together, and one device tells the others what it does not believe. The class watches what that does, and finds out which it is.',
  about: [
    'Each device learns from handwritten digits, and exchanges models with random others. Nobody checks what others say: whoever is in the room is believed. One group plays the liar, whose device sends something other than what it has learned.',
    'The class sees how far one voice reaches among machines that average, and what helps: to compare what several neighbours say, and a host who can remove somebody. It also sees what does not help: a model alone does not show why it is unlike others.',
  ],
  needs: [
    projector,
    devices('Five devices or more, the projector’s counted. With fewer there is no majority to ask.'),
    'A slip of paper for each group, drawn in secret. On one of them stands: liar.',
  ],
  steps: [
    '5 minutes. Ask: how would you notice that somebody in a group of friends passes on false news? Hand out the slips.',
    'Start the lesson, as above. All is set, with the guard off; press “Open as classroom (projector)”. The class scans the code on the wall.',
    '5 minutes. All tell the truth. Note the accuracy of the worst after two minutes: that is what the room can do.',
    '10 minutes. The group with the slip opens “Play the liar” at the foot of its page, and chooses “The opposite of its model”. The accuracy on the wall falls, for all. Who is it? Let the class guess, with reasons. “All devices as a table” shows why it is hard.',
    '10 minutes. Under “For everybody” set the “Guard” to on, and press “Begin again…”, as what was learned is spoilt. Now everybody compares what its neighbours say, and learns in spite of the lie. After a minute the wall names who is “Mostly left out by those who are linked to them”.',
    '5 minutes. Ask the class whether that is proof enough. Then choose the device under “Look at”, and remove it. Its page says so. “Let in again” takes that back, once it tells “The truth”.',
    '10 minutes. Talk about it, with the questions below. Who is faster may try “Noise in place of its model” and “What it was long ago”: which of them is found out, and which does little harm?',
  ],
  questions: [
    {
      ask: 'Why does one device spoil the models of all?',
      answer:
        'In an exchange two models move half-way towards each other. Who talks to the liar is moved, and then moves others who never met it. An average has no defence against one value that is far off.',
    },
    {
      ask: 'How does the guard know who is wrong? It does not know the truth either.',
      answer:
        'It compares neighbours with each other. What is further away than most of them hardly counts, and who always pushes the same way is stopped. It is a vote, and not proof.',
    },
    {
      ask: 'Could an honest device be left out?',
      answer:
        'Yes, if its examples are unlike all others’: the only one with 7s looks like a liar. That is why the page says that somebody is unlike, and not that somebody lies.',
    },
    {
      ask: 'What if most devices lie, and all in the same way?',
      answer:
        'Then the honest ones are left out. Every such rule needs a majority that means well, among the neighbours of each. One person may also open many tabs.',
    },
    {
      ask: 'Who should be allowed to remove somebody: the host, a vote, a program?',
      answer:
        'Here the host alone, and the host’s commands are signed, so that nobody else can. A program can be fooled, a vote can be bought with many tabs, and a host may be unfair: who decides has to be answerable.',
    },
    {
      ask: 'The removed device opens the link in a new tab. What happens?',
      answer:
        'It is in again, as somebody else: nobody has to say who they are. To keep it out for good, the others meet in a new room, whose link it does not get.',
    },
  ],
  trouble: [
    {
      what: 'Nobody is mostly left out, though somebody lies.',
      help: 'It takes about a minute with the guard on. What it was long ago is close to what others say: it is hard to find, and does little harm.',
    },
    {
      what: 'The accuracy does not rise again.',
      help: 'The models are spoilt from the time without a guard. “Begin again…” lets all start from the beginning.',
    },
    {
      what: 'An honest device is named.',
      help: 'With few devices the liar may be half of what somebody hears. Let more join, and talk about it: that is part of the lesson.',
    },
    localhost,
    apart,
    asleep,
  ],
};

const leaks: Lesson = {
  title: 'What do weights give away?',
  summary:
    'No digit leaves its device, only weights do. A neighbour makes the digit out of them all the same, to the last pixel, until noise hides it.',
  about: [
    'Whoever hears that data stays on the device may think that nothing can be found out. This lesson tries it: a device sends the weights of its network, learns one step, and sends them again. By subtracting and dividing, a neighbour gets the handwritten digit that the device learned from.',
    'Then the class looks for what helps: learning from many digits at once, packing the weights, and noise, which is what differential privacy adds.',
  ],
  needs: [
    'A computer with a projector, on which this page is open. It needs no network but to load the page.',
    'To try it in groups: phones, tablets or laptops with a current browser, which open the same page. Nobody needs an account, and there is no room to join.',
    'The lesson on digits before it, or a few sentences on what a neural network is and that devices exchange weights.',
  ],
  steps: [
    '5 minutes. Ask: a device sends nothing but the 109,386 numbers of its network, before and after it has looked at one digit. What can others know of the digit? Write the guesses down.',
    'Start the lesson, as above. “One digit” is chosen, and “What it learned from” stands beside “What a neighbour sees”. Press “Other digits” a few times.',
    '10 minutes. Work it out on the board: a unit adds up inputs times weights, and a bias. If a step changes the bias by 0.2 and three weights by 0.2, 0 and 0.1, what were the inputs? Read “How it is done”.',
    '5 minutes. Choose “Packed, as in rooms”: only half of the numbers travel, each rounded to half a byte. Does that protect the digit? Back to “Every number exactly”.',
    '5 minutes. Choose “32 digits”. The blend looks harmless; “What single units show” is not. Count, press “Other digits”, count again. Then packed once more.',
    '5 minutes. Choose “One digit, with privacy (epsilon 3)”. Compare with the same digit without. Nothing of the weights’ format has changed.',
    '15 minutes. Talk about it, with the questions below.',
  ],
  questions: [
    {
      ask: 'The bias changed by 0.2, three weights by 0.2, 0 and 0.1. What were the inputs?',
      answer:
        '1, 0 and 0.5: each weight changes by its input times what the bias changes by. It does not matter how large the step is, or what the digit was called.',
    },
    {
      ask: 'Why does learning from 32 digits at once not protect all of them?',
      answer:
        'A unit adds up only those digits that activate it. If only one of the 32 does, its weights tell of that one alone. The others are a blend.',
    },
    {
      ask: 'Packing leaves out much. Why is the digit there still?',
      answer:
        'All 128 units tell of the same digit, so there are many more numbers than are needed. Packing is made to lose as little as possible of what matters; it is no lock.',
    },
    {
      ask: 'In a real room a device makes ten steps of 32 digits each, and mixes its weights with others. Is it safe, then?',
      answer:
        'This attack finds next to nothing then. There are stronger ones, and one can also ask whether a digit was among those learned from: the network is surer of what it has seen. That nothing was found is no proof.',
    },
    {
      ask: 'What does epsilon promise?',
      answer:
        'Whether one digit took part or not: whatever anybody concludes from the weights is at most e to the power of epsilon times as likely in one case as in the other, but for a tiny chance. It holds for all attacks, those of the future too.',
    },
    {
      ask: 'Why not always with noise?',
      answer:
        'It costs accuracy, the more so the fewer examples a device has. With tens of thousands it is a few percentage points; with fifty little is left.',
    },
    {
      ask: 'Who should decide on that: whoever runs the room, or each device?',
      answer:
        'To be discussed. In Hearsay each device may set a budget of its own. The neighbours need not agree, nor know how to attack.',
    },
  ],
  trouble: [
    {
      what: 'No pictures come.',
      help: 'The digits come from the server that the page came from: it has to be there when the page is opened. “Try again” asks for them once more.',
    },
    {
      what: 'With privacy it takes a while.',
      help: 'How much noise the budget asks for is worked out anew, once. Old phones take some seconds.',
    },
    {
      what: 'The number beside the picture says little to the class.',
      help: 'Leave it out, or say: 1 is the same picture, 0 has nothing in common with it.',
    },
  ],
};

export const lessons = {
  documentTitle: 'Lessons · Hearsay',
  heading: 'Lessons for teachers',
  lead: 'Lessons on how machines learn together without giving their data away. Each is ready to start, with steps, questions and answers, and prints on one or two pages.',
  back: 'To the start page',
  all: 'All lessons',
  time: '45 minutes, from about age 14',
  start: 'Start the lesson',
  print: 'Print',
  startsHere:
    'This starts the lesson, on the teacher’s device. The class joins by the code that is on the wall then.',
  opensHere: 'This opens the page that the lesson is about, on any device.',
  code: (title: string): string => `QR code of the link that starts the lesson: ${title}`,
  hereOnly:
    'This address works on this computer only. Open the page by the computer’s network address, and print it then.',
  parts: {
    about: 'What it is about',
    needs: 'What is needed',
    steps: 'Steps',
    questions: 'To ask the class',
    trouble: 'What can go wrong',
  },
  stations: {
    heading: 'The stations',
    use: 'Take the table of a station of the lesson:',
    station: (number: number): string => `Station ${number}`,
    who: [
      'A ship that was at all islands: 35 penguins of all three species',
      'Torgersen: 45 Adelies, and nothing else',
      'Biscoe: 63 Gentoos, and nothing else',
      'Biscoe: 47 more Gentoos, and 39 Adelies',
      'Dream: 62 Chinstraps and 51 Adelies',
    ],
    download: (number: number): string => `Table of station ${number} (CSV)`,
    credit:
      'Data: Gorman, Williams and Fraser (2014), from Palmer Station, Antarctica LTER; palmerpenguins by Horst, Hill and Gorman, in the public domain (CC0). The islands are real; who counted where is made up for the lesson.',
  },
  lessons: { digits, 'rock-paper-scissors': rockPaperScissors, penguins, leaks, liar },
};
