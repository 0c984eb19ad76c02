/** What the page says of tasks that a room makes itself, in English. */
import type { Phase } from 'hearsay';
import type { Reading } from '../classroom/reading.ts';
import type { CameraState } from '../shared-task/camera.ts';
import { createFormat } from './format.ts';

const { count, percent } = createFormat('en');

const examples = (of: number): string => (of === 1 ? '1 example' : `${count(of)} examples`);

const phases: Record<Phase, string> = {
  idle: 'Ready',
  joining: 'Joining the room…',
  loading: 'Getting ready…',
  training: 'Learning together',
  paused: 'Paused',
  left: 'Left the room',
  failed: 'Stopped by an error',
};

export const shared = {
  make: {
    heading: 'Make a task',
    lead: 'Choose what your class teaches. You get a link; whoever opens it brings examples of their own. The examples stay on their devices: only what the network has learned travels, from device to device.',
    back: 'Digits instead: to the start page',
    lessons: 'Ready lessons for teachers',
    kind: 'What are the examples?',
    kinds: {
      pictures: {
        name: 'Pictures',
        hint: 'From cameras and files: rock, paper, scissors; leaves; faces of a toy.',
      },
      drawings: { name: 'Drawings', hint: 'Drawn on the page with a finger, pen or mouse.' },
      table: { name: 'A table', hint: 'Rows of a CSV file: one column is predicted from the others.' },
    },
    title: 'Title',
    titleHint: 'What it is about, for those who get the link.',
    titleExample: 'Rock, paper, scissors',
    classes: 'Classes',
    classesHint: 'What is to be told apart: 2 to 32 names.',
    className: (place: number): string => `Class ${place}`,
    addClass: 'Add a class',
    removeClass: (name: string): string => `Remove ${name}`,
    added: (place: number): string => `Class ${place} added.`,
    removed: (name: string): string => `${name} removed.`,
    network: 'The network',
    networks: {
      features: {
        name: 'Learns fast',
        hint: 'A network that has already seen many photographs looks at each picture; a small one on top is taught.',
      },
      convolutions: {
        name: 'Learns from nothing',
        hint: 'A small network of convolutions: it needs more examples, and nothing of it comes from elsewhere.',
      },
    },
    preview: 'Preview',
    previewText: 'What everybody will see:',
    examples,
    make: 'Make the task and open a room',
    making: 'Making it…',
  },
  table: {
    choose: 'Choose a table',
    chooseHint: 'A CSV or TSV file, as every spreadsheet saves it. Its rows stay on this device.',
    none: 'Choose a table first.',
    reading: 'Reading the table…',
    target: 'What is to be predicted',
    learn: 'As what',
    learnAs: { classes: 'as one of several classes', number: 'as a number' },
    previewEmpty: 'Choose a table, and its first rows show up here.',
    previewLabel: 'The first rows of the table',
    isTarget: 'to be predicted',
    kinds: { number: 'number', category: 'category' },
    notUsed: 'not used',
    bring: 'Choose a table with rows of yours',
    bringHint: (columns: string): string =>
      `It should have these columns: ${columns}. Its rows stay on this device.`,
    another: 'Choose another table',
    remove: 'Remove the table',
    statistics: 'What the room knows of its columns',
    statisticsHint:
      'Means and spreads of all rows in the room, which the devices agree on without showing each other a row. They are what all measure by.',
    agreeing: 'The devices are agreeing on them…',
    column: 'Column',
    mean: 'Mean',
    deviation: 'Spread',
    predict: 'Predict a row',
    predictHint: 'Leave empty what is not known.',
    predicted: (name: string, value: string): string => `${name}: ${value}`,
  },
  view: {
    phase: (phase: Phase): string => phases[phase],
    devices: (size: number): string => (size === 1 ? 'only this device' : `${count(size)} devices`),
  },
  collect: {
    heading: 'Examples',
    drawFirst: 'Draw something, and say what it is. The drawings stay on this device.',
    drawMore: 'Draw: the network says what it takes it for. Say what it is, and it learns from it.',
    pad: 'Area to draw on, with a finger, pen or mouse',
    clear: 'Wipe',
    undo: 'Undo',
    undone: (of: number): string => `${examples(of)} taken back.`,
    addAs: (name: string): string => `This is: ${name}`,
    added: (name: string, now: number): string => `Added to ${name}: ${examples(now)}.`,
    pictureFirst:
      'Turn the camera on and hold a button to record, choose files, or paste pictures. They stay on this device.',
    pictureMore:
      'The network says what it takes the camera’s picture for. Record more of what it gets wrong.',
    cameraLabel: 'What the camera sees',
    cameraOn: 'Turn the camera on',
    cameraOff: 'Turn it off',
    cameraStates: {
      off: 'The camera is off. What it sees stays on this device.',
      starting: 'The browser asks whether this page may use the camera…',
      on: 'The camera is on.',
      refused: 'The camera was not allowed. Allow it in the browser’s address bar, and turn it on again.',
      none: 'There is no camera here, or another program uses it. Choose files instead.',
      insecure:
        'Browsers give a page the camera only on https and on localhost. Choose files: on a phone that offers its own camera too.',
    } satisfies Record<CameraState, string>,
    hold: (name: string): string => `Hold: ${name}`,
    files: 'Choose files',
    filesOf: (name: string): string => `of ${name}`,
    folder: 'A folder',
    paste: 'Paste',
    pasteInto: (name: string): string => `into ${name}`,
    pasteByKey: (name: string): string =>
      `The browser gives the clipboard to keys alone: press Ctrl+V now (⌘V on a Mac), and what was copied goes to ${name}.`,
    pasteWhere:
      'Into which class? Press its “Paste” button, or go to one of its buttons and press Ctrl+V again.',
    pasteNothing: 'There is no picture in the clipboard. Copy one, and paste again.',
    allClasses: 'All classes at once',
    allClassesHint: (classes: string): string =>
      `From a folder in which each class has a folder that is named like it: ${classes}. A ZIP file of these folders will do as well.`,
    allFolder: 'Choose the folder',
    allZip: 'Choose the ZIP file',
    foreignFolders: (classes: string): string =>
      `Some lie in folders that are named like no class, and were left out. Name the folders like the classes (${classes}), and choose again.`,
    foreign: (folder: string, files: number): string =>
      `${folder === '' ? 'In no folder' : folder}: ${files === 1 ? '1 file' : `${count(files)} files`}`,
    clearClass: 'Remove all',
    numberFiles: 'From files of numbers',
    numberFilesHint:
      'Two IDX files, pictures and labels, as MNIST comes; or one JSON file with xs and ys. A label is the place of a class, from 0 on.',
    reading: (done: number, of: number): string => `Reading files: ${count(done)} of ${count(of)}`,
    preparing: (done: number, of: number): string =>
      `Looking at pictures and copies of them: ${count(done)} of ${count(of)}`,
    cancel: 'Stop',
    taken: (read: number, wrong: number): string =>
      wrong === 0
        ? `${examples(read)} added.`
        : `${examples(read)} added; ${count(wrong)} of the files could not be used:`,
    moreProblems: (of: number): string => `and ${count(of)} more.`,
    newest: (of: number): string => `The newest ${count(of)} of them`,
  },
  guess: {
    nothing: 'Show it something, and it says what it is.',
    is: (name: string): string => `It is: ${name}`,
    bars: 'How sure the network is of each class',
  },
  good: {
    heading: 'How good is it?',
    none: 'Not known yet: somebody has to bring at least five examples of a class.',
    accuracy: (share: number): string => `${percent(share, 0)} right`,
    explained: (share: number): string => `${percent(share, 0)} explained`,
    explainedMeaning:
      'Of how much the values differ: at 100 % each prediction is exact, at 0 % the mean of all would do as well.',
    basis: (of: number, devices: number): string =>
      `of ${examples(of)} that ${devices === 1 ? 'one device has' : `${count(devices)} devices have`} kept back.`,
    worst: (share: number, of: number): string =>
      `The device on which it does worst: ${percent(share, 0)} of its ${examples(of)}.`,
    meaning:
      'Each device keeps every fifth of its examples back and does not learn from it, and tests with it what the room has learned. New examples may be harder: other light, other hands, other people.',
    byClass: 'By class',
    class: 'Class',
    right: 'Right',
    missing: (names: string): string => `Nobody has kept back examples of ${names} yet.`,
    confusion: 'What is taken for what',
    confusionCaption: 'Rows: what it is. Columns: what the network takes it for. Framed: right.',
  },
  takeHome: {
    heading: 'Take it home',
    text: 'The network as it is now, as one page: save it, and open it on any device, without a network and without this page.',
    save: 'Save the network as a page',
    taking: 'Putting the page together…',
    saved: 'The page is among the files that this browser saved.',
    frozen:
      'The frozen network is in it too, so the page has 1.6 MB. It is part of Google’s MoveNet Lightning (Apache License 2.0), from the package @vladmandic/human (MIT License).',
    licences: 'The texts of these licences',
    failed: 'The network could not be taken. Wait until it has learned something, and try again.',
    unreachable: 'A part of the page did not come from the server. Is it still running? Try again.',
    page: {
      lead: 'A network that a class has taught. It runs in this page alone: nothing is sent anywhere.',
      pad: 'Area to draw on',
      file: 'A picture:',
      clear: 'Wipe',
      nothing: 'Show it something, and it says what it is.',
      is: 'It is:',
      noPicture: 'This file is no picture that can be read. Choose a JPEG, PNG or WebP file.',
      starting: 'Getting the network ready…',
      looking: 'Looking at the picture…',
      credit:
        'Pictures are looked at by a part of MoveNet Lightning (Google, Apache License 2.0), from the package @vladmandic/human (MIT License). What a class has taught is the network on top of it.',
      licences: 'The texts of these licences',
    },
  },
  /** In place of what the projector's view says of digits. */
  classroom: {
    reading(of: Reading): string {
      if (of.kind === 'alone') return 'Only this device is here yet.';
      if (of.kind === 'waiting')
        return `${count(of.devices)} devices are here. Their first reports are on the way.`;
      const devices = `${count(of.devices)} devices${of.allPaused ? ', all of them paused' : ''}.`;
      if (of.mostHeld === 0) return `${devices} Nobody has brought examples yet.`;
      const classes = of.mostHeld === 1 ? 'one class' : `${count(of.mostHeld)} classes`;
      const held = of.holdsAll
        ? 'Some have examples of every class'
        : `Nobody has examples of more than ${classes}`;
      return of.worst === null
        ? `${devices} ${held}. The first tests are under way.`
        : `${devices} ${held}; the worst gets ${percent(of.worst, 0)} of its own test right.`;
    },
    legend:
      'Number: percent of its own test that is right. Ring: the classes it has examples of, in their order from the top clockwise. Dots: a model on its way.',
    legendStill:
      'Number: percent of its own test that is right. Ring: the classes it has examples of, in their order from the top clockwise. Strong lines: models were exchanged just now.',
    labels: 'Classes it has examples of',
    accuracyNote: 'Of the examples that each device keeps back and does not learn from.',
    matrix: {
      heading: 'Who brought how much of which class',
      caption: 'Examples of each class (rows) that each device (columns) learns from.',
      legend: 'Numbers alone: no example leaves its device.',
      class: 'Class',
    },
  },
  finding: {
    heading: 'Getting the task',
    joining: 'Joining the room…',
    alone: 'Nobody who has the task is here. Keep this page open: as soon as one of them is, it goes on.',
    asking: 'Asking the others for the task…',
    giveUp: 'Do not join',
  },
};
