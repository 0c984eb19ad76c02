/**
 * All that the page says, in English. Another language has the same names, see `Words` in `words.ts`. The texts of a section
 * are loaded with it: `en` at once, `starting` with the start page, `numbers` with the counts of a run, `lab` with the lab,
 * `kept` with what is kept of a run, `classroom` with the view for a projector, `examples` with what somebody brings to learn from.
 */

import type { LabLearner } from '@hearsay/shared/settings/lab-settings.ts';
import { englishRules } from '@hearsay/shared/settings/rule-words.ts';
import type { DelayAdvice } from '@hearsay/shared/theory/advice.ts';
import type { LinkState, ModelProblem, Phase } from 'hearsay';
import { backendInWords, problemWords } from 'hearsay/words';
import type { DataProblemWords } from '../../data/data-problem.ts';
import type { Progress } from '../../lab/lab.ts';
import type { LineName } from '../../lab/measured.ts';
import type { Reading } from '../classroom/reading.ts';
import type { Compared, Growth } from '../lab/findings.ts';
import { createFormat } from './format.ts';
import type { Knowledge } from './knowledge.ts';

const format = createFormat('en');
const { count, percent, list } = format;

/** "a 7", "an 8". */
const aDigit = (digit: number): string => `${digit === 8 ? 'an' : 'a'} ${digit}`;
/** "2s and 3s". */
const digits = (those: readonly number[]): string => list(those.map((digit) => `${digit}s`));
const plural = (value: number, one: string, many: string): string =>
  `${count(value)} ${value === 1 ? one : many}`;

const phases: Record<Phase, string> = {
  idle: 'Ready',
  joining: 'Joining the room…',
  loading: 'Loading the examples…',
  training: 'Training and gossiping',
  paused: 'Paused',
  left: 'Left the room',
  failed: 'Stopped by an error',
};

const announcedPhases: Record<Phase, string> = {
  idle: '',
  joining: 'Joining the room.',
  loading: 'Loading the examples.',
  training: 'Training.',
  paused: 'Paused.',
  left: 'You left the room.',
  failed: 'The run stopped because of an error.',
};

const links: Record<LinkState, string> = {
  connecting: 'connecting…',
  connected: 'connected',
  reconnecting: 'connecting again…',
  closed: 'gone',
};

const tasks: Record<string, { name: string; hint: string }> = {
  'mnist-mlp': {
    name: 'Digits, dense network',
    hint: 'Handwritten digits, a small dense network: quick on any device.',
  },
  'mnist-cnn': {
    name: 'Digits, convolutional network',
    hint: 'Handwritten digits, a small convolutional network: slower, smaller to send, better in the end.',
  },
};

const methods: Record<string, { name: string; hint: string }> = {
  'mitra-ulukus': {
    name: 'Random gossip, ln n (Mitra & Ulukus)',
    hint: 'Each tab trains and gossips by two clocks of its own, with random others, ln n times an update.',
  },
  'local-only': { name: 'Alone', hint: 'Every tab learns by itself, without gossip: to compare with.' },
  'd-psgd': { name: 'D-PSGD', hint: 'In rounds: the mean of the neighbours on a fixed graph.' },
  'synchronous-all-to-all': { name: 'All to all', hint: 'In rounds: everyone waits for everyone’s model.' },
  'ad-psgd': { name: 'AD-PSGD', hint: 'A pairwise average with a random tab after every update.' },
  gosgd: { name: 'GoSGD', hint: 'Now and then a model is pushed to a random tab, with a weight.' },
  'push-sum': {
    name: 'Push-sum (SGP)',
    hint: 'Shares of model and weight go to neighbours in turn; none is lost.',
  },
  draco: { name: 'DRACO', hint: 'Changes are broadcast by independent clocks; few are taken at a time.' },
  savic: {
    name: 'SAVIC',
    hint: 'Local steps that are scaled in each coordinate; the scaling is averaged too.',
  },
  'variance-corrected': {
    name: 'Variance-corrected averaging',
    hint: 'D-PSGD in which averaging does not shrink the weights.',
  },
  coupled: { name: 'Coupled', hint: 'Rounds on a graph, with steps that decrease.' },
  'choco-sgd': {
    name: 'CHOCO-SGD',
    hint: 'In rounds: compressed differences to the neighbours on a fixed graph.',
  },
  adagossip: { name: 'AdaGossip', hint: 'CHOCO-SGD that adapts to how well it agrees.' },
  'clipped-gossip': {
    name: 'Clipped gossip',
    hint: 'A neighbour that is far off counts less: against hostile tabs.',
  },
  'trimmed-mean': {
    name: 'Trimmed mean',
    hint: 'The largest and smallest values are left out: against hostile tabs.',
  },
  'async-sgd': {
    name: 'Asynchronous SGD',
    hint: 'An elected hub applies everybody’s gradients as they come.',
  },
  fedpbc: { name: 'FedPBC', hint: 'An elected hub averages whoever reaches it.' },
  fedavg: { name: 'FedAvg', hint: 'An elected hub averages what the others have learned, round by round.' },
};

const frame = {
  format,
  site: {
    motto: 'Browser tabs that teach each other',
    creditOfOwnTask:
      'Examples stay on this device. What travels, straight from device to device, are weights of the network, sums over all rows of a table, and how far each device is.',
    credit:
      'The digits are the MNIST database by Yann LeCun, Corinna Cortes and Christopher J.C. Burges. ' +
      'Training examples stay in this tab; only model weights travel, straight from tab to tab.',
    language: 'Language',
    opening: 'Joining the room…',
    notLoaded:
      'This part of the page could not be loaded. Check the connection to the server and reload the page.',
  },
};

/** The start page. */
export const starting = {
  start: {
    heading: {
      new: 'Start a room',
      invited: 'Join a room',
      left: 'You left the room',
      failed: 'The run has stopped',
    },
    lead:
      'Open this page in a few tabs or on a few phones. Each trains a small neural network on its own handwritten ' +
      'digits, and they trade what they have learned. No server holds the model, and no digit leaves its device.',
    outcome: (room: string, accuracy: number, seconds: number | null): string =>
      `In room ${room}, this tab came to recognise ${percent(accuracy)} of all ten digits` +
      `${seconds === null ? '' : ` in ${format.duration(seconds)}`}.`,
    makeLink: 'Teach something else: pictures, drawings or a table of your own',
    lessonsLink: 'For teachers: ready lessons of 45 minutes, to start and to print',
    labLink: 'The lab: thousands of simulated peers in this tab, and what theory says of them',
    docsLink: 'Documentation: how it works, and rooms in pages of your own',
    afterLeaving:
      'The other tabs go on without it. You can join again at any time; this tab then starts afresh.',
    problems: (number: number): string =>
      `The address of this page has ${number === 1 ? 'a setting' : 'settings'} that cannot be used.`,
    problemsAdvice: 'The form below shows the usual value instead. Check it and join.',
    allowed: (what: string): string => `allowed is ${what}.`,
    ignored: 'Ignored in the address of this page, as no setting has this name:',
  },
  join: {
    heading: 'Join a room',
    label: 'Link or code of the room',
    hint:
      'A link holds all that is needed. A code alone, such as demo, joins a room without a key, with the usual ' +
      'settings; for a room with a key, paste its whole link.',
    button: 'Join',
    problems: {
      empty: 'Paste the link of a room, or type its code.',
      'not-a-room':
        'This is neither a link to a room nor a code. A code has 1 to 64 letters, digits, dots, dashes and underscores.',
      'no-room': 'This link leads to no room. Copy the whole of it, with what follows the #.',
      'bad-settings': 'This link has settings that cannot be used. Ask for a new one.',
    },
  },
  form: {
    label: 'Settings of the room',
    room: 'Room',
    roomOpenHint: 'Tabs that name the same room learn together.',
    roomKeyHint: 'A name to know it by. The link to the room, once you are in it, is what lets others in.',
    access: 'Who can join',
    accessLink: 'those who have the link, which holds a key',
    accessName: 'everybody who knows the name of the room',
    partition: 'What each tab gets to see',
    partitionLabels: 'Only a few digits',
    partitionIid: 'All ten digits',
    partitionDirichlet: 'An uneven mix',
    partitionHints: {
      labels: 'What it is never shown, it can learn from others alone.',
      iid: 'Evenly mixed: everyone has the same to learn from.',
      dirichlet: 'By a Dirichlet draw: much of some digits, little of others.',
    },
    labelsEach: 'Digits each',
    labelsEachUnit: 'digits each',
    alpha: 'Dirichlet alpha: the smaller, the more uneven',
    task: 'Task',
    tasks,
    samples: 'Examples per tab',
    more: 'More settings',
    method: 'Method',
    methods,
    ownOptions: 'Options of the method',
    noOwnOptions: 'This method has none.',
    ownOptionsHint: (all: string): string =>
      `What it takes, parted by commas, as it is when nothing is given: ${all}.`,
    seed: 'Seed',
    seedHint: 'The same in every tab of a room.',
    gossip: 'Exchanges per local update',
    gossipHint: 'ln is the natural logarithm of the number of tabs; 0 trains alone.',
    steps: 'Training steps per local update',
    rate: 'Learning rate',
    momentum: 'Momentum',
    momentumHint: 'The share of the velocity that is kept from step to step; 0 for none.',
    driftCorrection: 'Drift correction',
    driftCorrections: (choice: string): string =>
      choice === 'auto' ? 'auto: what suits the method' : choice === 'best' ? 'all that helps' : choice,
    driftCorrectionHint:
      'Keeps tabs that hold different digits from learning apart. Nothing more travels. The same in every tab of a room.',
    driftCorrectionNone: 'This method takes none.',
    private: (epsilon: number, delta: number): string =>
      `This tab will keep its examples private: it learns with noise, up to an epsilon of ${format.significant(epsilon, 3)} at a delta of ${format.significant(delta, 2)}, as the address says.`,
    lies: (attack: string): string =>
      `This tab will lie to the others (${attack}), as the address says. To take part honestly, open the room by its link.`,
    guard: 'Guard against liars',
    guards: (choice: string): string =>
      choice === 'auto' ? 'auto: what suits the method' : choice === 'on' ? 'on' : 'off',
    guardHint: 'Limits how far what others send may move this tab’s model.',
    guardNone: 'There is none for this method.',
    exchange: 'When two tabs exchange models',
    exchangeSwap: 'both learn from it (swap)',
    exchangePush: 'only the receiver does (push)',
    codec: 'How models travel',
    codecHint:
      'float16 takes half the bytes of float32, int8 a quarter; top-k sends what has changed most. auto is what costs least.',
    codecOwn: 'This method has a way of its own.',
    backend: 'What it computes with',
    backendHint: 'auto measures what this browser has to offer and takes the fastest. For this tab alone.',
    shard: 'Part of the data',
    shardHint: 'As in 3/8. Left empty, the room deals the parts out.',
    please: (allowed: string): string => `Please give ${allowed}.`,
    busy: 'Joining…',
    again: 'Join the room again',
    start: 'Start the room',
    join: 'Join the room',
  },
};

export const en = {
  ...frame,
  problems: problemWords,
  rules: englishRules,
  session: {
    room: 'Room',
    tabs: (size: number): string => (size === 1 ? 'only this tab' : `${count(size)} tabs`),
    phase: (phase: Phase, size: number): string =>
      phase === 'training' && size <= 1 ? 'Training alone' : phases[phase],
    following: 'Follows the others, its budget of privacy is used up',
    pause: 'Pause',
    resume: 'Resume',
    leave: 'Leave',
    invite: 'Invite',
    addressDiffers: 'The address of this page has changed. The new settings apply after you leave this room.',
    heldBack: (share: number): string =>
      `Exchanges take so long here that this tab learns at ${percent(share, 0)} of its speed, so as not to leave its neighbours behind.`,
    modelsLost: (times: number): string =>
      `This tab’s model had become unusable and was replaced${times === 1 ? '' : `, ${count(times)} times so far`}. A smaller learning rate keeps it from happening.`,
  },
  headline: {
    waiting: 'Getting ready',
    heading: 'What this tab knows',
    joining: 'Asking the server for a place in the room',
    loading: 'Loading the examples',
    loaded: (bytes: number, total: number): string => `${format.bytes(bytes)} of ${format.bytes(total)}`,
    moment: 'This takes a moment.',
    sentence(of: Knowledge): string {
      switch (of.kind) {
        case 'no-data':
          return 'This tab has no examples yet.';
        case 'untested':
        case 'own-only':
          return of.held.length === 10
            ? 'This tab holds all ten digits.'
            : `This tab has only ever seen ${digits(of.held)}.`;
        case 'all':
          return `This tab has seen all ten digits, and recognises ${percent(of.accuracy, 0)} of new ones.`;
        case 'taught':
          return `This tab has never seen ${aDigit(of.label)}, and yet it recognises ${percent(of.share, 0)} of them.`;
      }
    },
    detail(of: Knowledge): string {
      switch (of.kind) {
        case 'no-data':
          return '';
        case 'untested':
          return 'The first test is under way.';
        case 'all':
          return 'What it reads in the test was never used for training, by any tab.';
        case 'own-only':
          return of.alone
            ? 'It cannot know the others as long as nobody is there to teach it: open the link in another tab.'
            : 'The others it learns from its neighbours. That has just begun.';
        case 'taught':
          return (
            `It holds only ${digits(of.held)}. All it knows of the other digits it has from other tabs: ` +
            `it recognises ${percent(of.unseen, 0)} of those.`
          );
      }
    },
    accuracy: 'of all ten digits recognised',
    own: (share: number): string => `This tab’s own model, without its neighbours’: ${percent(share)}`,
  },
  draw: {
    heading: 'Draw a digit',
    hint: 'The room’s model reads along, and reads better while it learns.',
    pad: 'Drawing area: draw a digit with finger, pen or mouse, or choose one with the buttons below',
    clear: 'Clear',
    seen: 'What the model sees',
    bars: 'How probable each digit is to the model',
    empty: 'Draw a digit, or choose one below.',
    guess: (digit: number, held: boolean): string =>
      held ? `Looks like ${aDigit(digit)}.` : `Looks like ${aDigit(digit)}, which this tab was never shown.`,
    choose: 'Or choose one that no tab has learned from',
    testDigit: (digit: number): string => `Test digit ${digit}`,
    waiting: 'As soon as the model is there.',
  },
  byClass: {
    heading: 'How well it reads each digit',
    unit: 'in %',
    held: 'this tab has examples of it',
    unseen: 'it knows it from other tabs alone',
    bar: (digit: number, share: number | null, held: boolean): string =>
      `digit ${digit}, ${held ? 'held here' : 'never seen here'}: ${share === null ? 'not tested yet' : `${percent(share, 0)} recognised`}`,
    table: 'The digits as a table',
    class: 'Digit',
    examples: 'Examples here',
    accuracy: 'Recognised',
  },
  curves: {
    heading: 'Learning over time',
    accuracy: 'Test accuracy',
    loss: 'Test loss',
    why:
      'This tab’s own model (thin line) leans towards its own digits between exchanges; the mean of it and its ' +
      'neighbours’ models (thick line) does not.',
    both: (room: string, own: string): string => `${room}, own ${own},`,
    limit: (limit: number): string => `Dashed: about ${percent(limit, 0)}, its limit alone.`,
    lossHint: 'Mean cross-entropy in nats; lower is better.',
    none: 'no test yet',
    at: (value: string, clock: string): string => `${value} at ${clock}`,
    after: (value: string, duration: string): string => `${value} after ${duration}`,
    drawing: (title: string, reading: string): string =>
      `${title} over time: ${reading}. The numbers are in the table below the curves.`,
    table: 'The curves as a table',
    caption: (most: number): string =>
      `At most ${count(most)} tests, spread evenly; the newest is last. “Own” is this tab’s model without its neighbours’.`,
    time: 'Time',
    updates: 'Updates',
    tableAccuracy: 'Accuracy',
    tableLoss: 'Loss',
    ofRoom: 'room’s',
    ofOwn: 'own',
  },
  data: {
    heading: 'What it learns from',
    bar: (digit: number, examples: number): string =>
      `digit ${digit}: ${plural(examples, 'example', 'examples')}`,
    none: 'Not loaded yet.',
    sheet: (examples: number, those: readonly number[]): string =>
      `${count(examples)} of this tab’s handwritten digits: ${digits(those)}`,
    total: (examples: number): string =>
      `${plural(examples, 'example', 'examples')} to learn from, counted by digit.`,
  },
  neighbours: {
    heading: 'Who it talks to',
    summary: (connected: number, known: number): string =>
      connected === known
        ? `Connected to ${plural(connected, 'tab', 'tabs')}.`
        : `Connected to ${count(connected)} of ${plural(known, 'tab', 'tabs')}.`,
    looking: 'Looking for tabs to link to…',
    none: 'None yet. The tabs this one trades models with show up here.',
    tab: 'Tab',
    roundTrip: 'Round trip',
    sent: 'Sent',
    received: 'Received',
    links,
    paths: { direct: 'directly', relayed: 'over a relay' },
    limited: 'mostly left out',
    limitedHint: 'Left out: its models are unlike those of most others, so little of them counts here.',
  },
  invitation: {
    alone: 'Nobody to gossip with yet',
    heading: 'More tabs',
    aloneText:
      'Open this link in another tab or on a phone: the two will find each other and learn together.',
    text: 'Every tab that opens this link joins the room.',
    key: 'It holds the key of the room: only those who have it can join.',
    open: 'Open another tab',
    qrCode: 'QR code of the link to this room',
    hereOnly:
      'This address works on this computer only. For other devices, open the page by the computer’s network address.',
    link: 'Link to this room',
    copy: 'Copy',
    copied: 'Copied',
    copyDone: 'The link is copied.',
    copyFailed: 'The browser did not allow copying. Select the link and copy it by hand.',
  },
  numbersHeading: 'In numbers',
  announcements: {
    phases: announcedPhases,
    connected: 'Connected to a neighbour.',
    alone: 'No neighbour is connected any more.',
    accuracy: (share: number): string => `This tab gets ${percent(share, 0)} of its test right.`,
    heldBack: 'Exchanges take so long that this tab learns more slowly than it could.',
    free: 'This tab learns at full speed again.',
    modelLost: 'This tab’s model had become unusable and was replaced.',
  },
  keeping: {
    summary: 'Keep this run',
    notKept:
      'This browser lets the page keep nothing, as in some private windows or on a full disk. The run goes on, but a reload would start it anew.',
  },
  resuming: {
    heading: 'This tab was in the middle of this run',
    goOn: (updates: number, accuracy: number | null): string =>
      `Go on where you were (${count(updates)} updates${accuracy === null ? '' : `, ${percent(accuracy)}`})`,
    anew: 'Start anew',
  },
  importing: { summary: 'Start from a model of yours' },
  playLiar: 'Play the liar',
  projector: { open: 'Open as classroom (projector)', show: 'Classroom view (projector)' },
};

/** The counts of a run, once they are opened. */
export const numbers = {
  training: 'Training',
  updates: 'Local updates',
  stepsEach: (steps: number): string => `of ${plural(steps, 'step', 'steps')} each`,
  steps: 'Training steps',
  aSecond: (rate: string): string => `${rate} a second`,
  backend: 'Computed with',
  backendWhy: backendInWords,
  slot: 'Slot in the room',
  slotNote: 'decides which part of the data it gets',
  gossip: 'Gossip',
  exchanges: 'Exchanges started',
  exchangesNote: 'a second, over the last half minute',
  sent: 'Models sent',
  received: 'Models received',
  inAll: (bytes: number): string => `${format.bytes(bytes)} in all`,
  staleness: 'Staleness, mean',
  stalenessNote: (most: number): string =>
    `at most ${count(most)}; updates of a neighbour this tab has not heard of yet`,
  dropped: 'Messages that did not count',
};

/** A mean or a rate counted in updates or exchanges. */
const updatesOf = (value: number): string =>
  Number.isFinite(value) ? format.decimal(value, value < 9.995 ? 2 : 1) : 'infinite';
const short = (value: number): string => format.significant(value, 3);
const perUpdate = (rate: number): string =>
  `${short(rate)} ${rate === 1 ? 'exchange' : 'exchanges'} per update`;
const growth = (rate: string, { fewest, most, atFewest, atMost, factor }: Growth): string =>
  `${rate}, staleness ${factor === null ? 'did not grow' : `grew ${short(factor)} times`}: ` +
  `${updatesOf(atFewest)} updates among ${count(fewest)} peers, ${updatesOf(atMost)} among ${count(most)}.`;

export const lab = {
  documentTitle: 'Lab · Hearsay',
  title: 'Lab: how often must peers talk?',
  lead: [
    'Every peer makes updates of its own, and passes what it knows on to random others. The updates of another peer that have not reached it yet are its staleness: how far behind it is.',
    'The theorem of Mitra & Ulukus (2024): at a constant gossip rate, staleness grows as more peers join; at a rate of ln n, the natural logarithm of their number n, it stays bounded. See for yourself.',
  ],
  lineName: (line: LineName, gossip: number, method: string): string =>
    line === 'constant' ? `constant: ${short(gossip)}` : line === 'ln' ? 'ln n' : method,

  controls: {
    title: 'Settings',
    peers: 'Peers',
    peersText: (peers: number): string => `${count(peers)} peers`,
    gossip: 'Constant gossip rate',
    gossipText: perUpdate,
    gossipHint: 'Set against ln n. An exchange is a model that a peer sends to a random other.',
    latency: 'Travel time of a message',
    latencyText: (updates: number): string =>
      updates === 0 ? 'none' : `${short(updates)} ${updates === 1 ? 'update' : 'updates'}`,
    latencyHint: 'One way. At 25 updates a second, 0.75 updates are 30 ms.',
    churn: 'Coming and going',
    churnText: (churn: 'none' | number): string =>
      churn === 'none' ? 'all peers stay' : `a peer stays for ${count(churn)} updates`,
    churnHint: 'As many come as go. Some fall asleep for a while.',
    method: 'Beside them, another method',
    methodNone: 'none',
    methodHint: 'One with rounds or clocks of its own goes by those.',
    attack: 'One of them lies',
    attackNone: 'nobody',
    attackHint:
      'One peer of the two rates says something else than what it has learned. What it makes of it itself is not measured.',
    liar: 'Which one',
    liarText: (liar: number): string => `peer ${count(liar)}`,
    guard: 'The others’ guard',
    guardText: { off: 'off', on: 'on' },
    guardHint: 'On: a model that is unlike most others’ moves a peer only a little.',
    more: 'More settings',
    exchange: 'An exchange',
    exchangeText: { push: 'tells one peer (push)', swap: 'tells both peers (swap)' },
    learner: 'What they learn',
    learnerText: {
      quadratic: 'a vector: quadratic losses',
      classes: 'ten classes: a small network',
    } satisfies Record<LabLearner, string>,
    labels: 'Classes that each peer sees',
    labelsText: (labels: number): string => `${labels} of 10`,
    step: 'Step size',
    updates: 'Length of the run',
    updatesText: (updates: number): string => `${count(updates)} updates of each peer`,
    seed: (seed: number): string => `Seed ${seed}`,
    anotherSeed: 'Another seed',
    link: 'The address of this page holds all settings: whoever opens it sees the same numbers.',
  },

  problem: (name: string, value: string, allowed: string): string =>
    `${name}=${value} cannot be used, so the usual value is taken. Allowed is ${allowed}.`,
  unknown: (name: string): string =>
    `Ignored in the address of this page, as no setting of the lab has this name: ${name}.`,

  run: {
    pause: 'Pause',
    resume: 'Resume',
    stop: 'Stop',
    again: 'Run again',
    progress: 'Progress of the simulation',
    running: ({ stage, done }: Progress, peers: number): string =>
      stage === 'comparison'
        ? `Simulating ${count(peers)} peers: ${percent(done, 0)}`
        : `Other numbers of peers: ${percent(done, 0)}`,
    paused: 'Paused',
    stopped: 'Stopped',
    done: 'Done',
    failed: (why: string): string =>
      `The simulation has stopped: ${why}. Choose fewer peers, or reload the page.`,
  },

  figures: {
    title: (peers: number): string => `Among ${count(peers)} peers`,
    caption: 'What was measured so far. Staleness is in updates, and is averaged once it has settled.',
    what: 'Figure',
    exchanges: 'Exchanges per update',
    ownPace: 'its own',
    staleness: 'Staleness',
    law: 'Staleness, by the law',
    mean: { quadratic: 'Error, mean of peers', classes: 'Accuracy, mean of peers' } satisfies Record<
      LabLearner,
      string
    >,
    meanLaw: 'The same, by theory',
    worst: { quadratic: 'Error, worst peer', classes: 'Accuracy, worst peer' } satisfies Record<
      LabLearner,
      string
    >,
    none: '–',
  },
  number: updatesOf,
  rate: short,
  score: (learner: LabLearner, value: number): string =>
    learner === 'classes' ? percent(value) : Number.isFinite(value) ? short(value) : 'infinite',

  comparison: (peers: number, constant: Compared, ln: Compared): string =>
    `Among ${count(peers)} peers, a peer lacks ${updatesOf(constant.staleness)} of another’s updates at ` +
    `${perUpdate(constant.rate)} (the law: ${updatesOf(constant.law)}), and ${updatesOf(ln.staleness)} at ln n, which is ` +
    `${perUpdate(ln.rate)} (the law: ${updatesOf(ln.law)}).`,
  comparisonWaits: 'The first figures are on their way.',
  tooShort: 'At the constant rate this run is too short for staleness to settle: choose a longer one.',
  churnNote:
    'The laws are those of peers that stay. Newcomers begin with the first model and know of no updates.',
  nobodyLeft: 'None of the peers that are followed is left.',

  scaling: (constant: Growth, ln: Growth, gossip: number): string =>
    `${growth(`At a constant ${perUpdate(gossip)}`, constant)} ${growth('At ln n', ln)}`,
  scalingTitle: 'As more peers join',
  chartsTitle: (peers: number): string => `The run of ${count(peers)} peers over time`,
  scalingWaits: 'Points appear one after the other, from few peers to many, when the run above is through.',

  charts: {
    label: (title: string, reading: string): string =>
      `${title}. ${reading} The numbers are in the table below.`,
    staleness: 'Staleness over time',
    stalenessNote: 'Mean over pairs of peers, in updates. Dotted: what the law says it settles at.',
    scaling: 'Staleness by number of peers',
    scalingNote:
      'Lines: the law. Points: simulations made just now. Each step to the right has four times the peers.',
    mean: { quadratic: 'Error, mean over peers', classes: 'Accuracy, mean over peers' } satisfies Record<
      LabLearner,
      string
    >,
    meanNote: {
      quadratic:
        'Loss above the best there is, on everybody’s data; lower is better. Dotted: what theory says.',
      classes: 'On examples that no peer holds; higher is better. For networks there is no law.',
    } satisfies Record<LabLearner, string>,
    meanNoteLate:
      'Loss above the best there is, on everybody’s data; lower is better. There is no theory of it where messages take time, somebody lies or peers have a guard.',
    worst: { quadratic: 'Error, worst peer', classes: 'Accuracy, worst peer' } satisfies Record<
      LabLearner,
      string
    >,
    worstNote: (evaluated: number): string =>
      `Of ${count(evaluated)} peers that were looked at. A mean over peers hides who is behind.`,
    law: (name: string): string => `${name}, theory`,
    measured: (name: string): string => `${name}, measured`,
    tick: short,
    scoreTick: (learner: LabLearner, value: number): string =>
      learner === 'classes' ? percent(value, 0) : short(value),
    reading: (entries: readonly (readonly [name: string, value: string])[]): string =>
      entries.length === 0
        ? 'Nothing yet.'
        : `${entries.map(([name, value]) => `${name}: ${value}`).join('; ')}.`,
  },
  table: {
    summary: (title: string): string => `${title}, as a table`,
    caption: (rows: number): string => `At most ${rows} moments, spread evenly; the newest is last.`,
    scalingCaption: 'Mean staleness, in updates, by number of peers.',
    updates: 'Updates',
    peers: 'Peers',
  },
};

export const kept = {
  soon: 'In a few seconds it will be kept in this browser: reload the page, and it goes on from there.',
  since: (updates: number): string =>
    `Kept in this browser as it was after ${count(updates)} updates. Reload the page, and it goes on from there.`,
  limits:
    'What neighbours had just sent, and the counts of traffic, begin anew then. Leaving the room removes what was kept.',
  log: {
    title: 'The log',
    text: 'Every test of the model and every event, with settings, seed and versions.',
    csv: 'Log as CSV',
    json: 'Log as JSON',
  },
  charts: {
    title: 'The charts',
    text: 'Accuracy, loss and the classes as one picture, for a report or a slide.',
    svg: 'Charts as SVG',
    png: 'Charts as PNG',
    saved: 'Handed to the browser to be saved.',
    failed: 'The charts could not be drawn. Try again, or save the log.',
    none: 'There is nothing to draw yet: the model has not been tested.',
    // In the picture.
    titleOf: (task: string): string => `Hearsay, task ${task}`,
    about: (room: string, devices: number, updates: number, duration: string): string =>
      `Room ${room} as one of ${plural(devices, 'device', 'devices')} saw it, with ${plural(updates, 'update', 'updates')} of its own in ${duration}`,
    description: (room: number, own: number): string =>
      `At the end: ${percent(room)} for the room’s model, ${percent(own)} for this tab’s own.`,
    accuracy: 'Accuracy over time',
    accuracyAxis: 'Right in the test (%)',
    explained: 'Explained over time',
    explainedAxis: 'Of the variance in the test (%)',
    commonTests: 'Tested with the same test examples on every device',
    ownTests: 'Tested with the examples that this device keeps back',
    allTests: 'Of the examples that all devices keep back',
    loss: 'Loss over time',
    lossHint: 'On the same test examples; lower is better',
    lossAxis: 'Mean loss of the task',
    crossEntropyAxis: 'Mean cross-entropy (nats)',
    time: { seconds: 'Time (seconds)', minutes: 'Time (minutes)', hours: 'Time (hours)' },
    ofRoom: 'room',
    ofOwn: 'this tab',
    alone: 'limit alone',
    byClass: 'Right by class, room’s model',
  },
  model: {
    title: 'The model',
    text: 'Two files in TensorFlow.js layers format, which belong together: save both.',
    prepare: 'Take the model as it is now',
    preparing: 'Taking the model…',
    ready: (updates: number): string => `Ready, as it was after ${count(updates)} updates:`,
    failed: 'The model could not be taken. Wait until the tab trains, and try again.',
  },
  earlier: {
    title: 'Back to an earlier model',
    text: 'Models that this tab had, kept in this browser. Only this tab goes back; what neighbours send changes its model from then on. The one it has now is kept, too.',
    none: 'There is none yet: the first is kept soon after the training begins, then one a minute.',
    nameOf: (seconds: number, updates: number, accuracy: number | null): string =>
      `${seconds < 60 ? 'Less than a minute' : format.duration(60 * Math.floor(seconds / 60))} ago, after ${count(updates)} updates` +
      `${accuracy === null ? '' : `, ${percent(accuracy)} in the test`}`,
    goBack: 'Go back',
    gone: (updates: number): string => `The model is again as it was after ${count(updates)} updates.`,
    failed: 'The browser did not give that model, or could not keep the present one. Nothing was changed.',
  },
  again: {
    title: 'The same run again',
    label: 'Link to the same settings and seed',
    text: 'It gives the same task, method with its options, shares of the data, seed and first parameters. Chance in time is not in it: which tab meets which, and when, depends on the devices, so the curves come out alike and not equal. Neither is a model that you started from: choose its files again.',
  },
  importing: {
    label: 'The two files of a model',
    hint: 'Choose the .json and the .weights.bin together, as this page saves them. Any TensorFlow.js layers model of the same network does.',
    reading: 'Reading the files…',
    ready: (task: string, numbers: number): string =>
      `The next run begins from this model: ${task}, ${count(numbers)} numbers.`,
    readyHere: (numbers: number): string =>
      `The next run begins from this model of the task of this room, ${count(numbers)} numbers.`,
    again:
      'With a model that was saved in a room with this task. It takes the place of what this device has learned here; examples stay. Where others are in the room, theirs and this one mix.',
    fits: (numbers: number): string => `This model fits the task: ${count(numbers)} numbers.`,
    begin: 'Begin again from this model',
    remove: 'Do without it',
    otherTask: (model: string, asked: string): string =>
      `The model is for the task ${model}, and the form says ${asked}. Choose that task in the form, or do without the model.`,
    otherRoom:
      'The model is for the task of another room. Open the link of that room, or do without the model.',
    problems: {
      'two-files':
        'Choose two files at once: the description, which ends in .json, and the weights, which end in .bin.',
      'too-large':
        'These files are larger than those of any model of this page. Choose the two files of one model.',
      unreadable: 'The browser could not read the files. Are they still there? Choose them again.',
      'not-a-model':
        'The .json file is not the description of a TensorFlow.js layers model. Choose the one that was saved with the weights.',
      'other-network':
        'This model has other layers than the tasks of this page. Choose one that was saved from here, or has the same layers.',
      'other-task':
        'This model was saved in a room with a task of its own, which is another one: other classes or columns, or another title. Open the link of such a room, and choose the model there.',
      'unknown-task':
        'This device does not have the task of this room yet, so it cannot tell whether the model fits. Join the room first: a model can be chosen there too.',
      compressed:
        'The weights of this model are compressed. Save it with plain float32 weights and choose it again.',
      'wrong-length':
        'The weights are not as many as the description says. Choose the two files of one model, both whole.',
      'other-weights':
        'The weights are not those of this description, or were damaged on the way. Choose the two files that were saved together. If you trained the model elsewhere since, take sha256 out of its userDefinedMetadata.',
      'not-finite': 'Some of the weights are not usable numbers: the model has diverged. Choose another one.',
    } satisfies Record<ModelProblem | 'two-files' | 'too-large' | 'unreadable', string>,
  },
};

export const classroom = {
  heading: 'Room',
  toPeer: 'This tab’s own page',
  reading(of: Reading): string {
    if (of.kind === 'alone') return 'Only this device is here yet.';
    if (of.kind === 'waiting')
      return `${count(of.devices)} devices are here. Their first reports are on the way.`;
    const devices = `${count(of.devices)} devices${of.allPaused ? ', all of them paused' : ''}.`;
    if (of.mostHeld === 0) return devices;
    const held = of.holdsAll
      ? 'Some have examples of all ten digits'
      : `Nobody has examples of more than ${plural(of.mostHeld, 'digit', 'digits')}`;
    if (of.worst === null) return `${devices} ${held}. The first tests are under way.`;
    const silent = of.gossip === 0 ? ' Nobody talks to anybody: the gossip rate is 0.' : '';
    const knows = `the worst recognises ${percent(of.worst, 0)} of all ten`;
    return of.taught
      ? `${devices} ${held}, and yet even ${knows}.${silent}`
      : `${devices} ${held}; ${knows} so far.${silent}`;
  },
  join: {
    heading: 'Join in',
    alone: 'Nobody else is here yet',
    how: 'Scan the code with a phone, or open the link in any browser.',
    howAlone:
      'Scan the code with a phone, or open the link in any browser. Nothing is installed, and nobody needs an account. ' +
      'As soon as somebody is here, this page shows who learns from whom.',
    code: 'Room code',
    key: 'The link holds the key of the room: the code alone does not open it.',
    hereOnly:
      'This address works on this computer only. Open the page by the computer’s network address to let phones join; here, open the link in more tabs.',
  },
  graph: {
    heading: 'Who learns from whom',
    label: (peers: number, links: number): string =>
      `Graph of ${plural(peers, 'device', 'devices')} and ${plural(links, 'link', 'links')} between them. All of it is in the table of devices.`,
    none: 'No reports yet. Each device reports once it is ready, a few seconds after it joined.',
    legend:
      'Number: percent of all ten digits recognised. Ring: the digits it has, from 0 at the top clockwise. Dots: a model on its way.',
    legendStill:
      'Number: percent of all ten digits recognised. Ring: the digits it has, from 0 at the top clockwise. Strong lines: models were exchanged just now.',
    part: (shown: number, size: number): string =>
      `${count(shown)} of ${count(size)} devices are known here: in large rooms reports are sampled.`,
    choose: 'Look at',
    nobody: 'nobody',
    peer: (slot: number, own: boolean): string => `#${slot}${own ? ' (this device)' : ''}`,
    hint: 'Choose a device here, or click on it in the graph.',
  },
  peer: {
    slot: 'Slot',
    id: 'Device',
    labels: 'Digits it has',
    accuracy: 'Recognises',
    updates: 'Updates',
    staleness: 'Staleness',
    neighbours: 'Linked to',
    ways: 'Links',
    waysOf: (direct: number, relayed: readonly number[]): string =>
      [
        ...(direct > 0 ? [`${count(direct)} direct`] : []),
        ...(relayed.length > 0
          ? [`${count(relayed.length)} over a relay (${relayed.map((slot) => `#${slot}`).join(' ')})`]
          : []),
      ].join(', '),
    limited: 'Its models',
    limitedTo: (share: string): string => `unlike most others’: ${share} of their effect counts here`,
    state: 'State',
    states: { training: 'learning', paused: 'paused' },
    none: 'none',
  },
  figures: {
    heading: 'How it goes',
    accuracy: 'Accuracy',
    mean: 'mean',
    worst: 'worst',
    worstOf: (slot: number): string => `worst, #${slot}`,
    accuracyNote: 'Of all ten digits, on digits nobody learned from.',
    consensus: 'Consensus distance',
    consensusNote: 'How far the models are from their mean: 0 is agreement. Estimated from sketches.',
    staleness: 'Staleness',
    now: 'now',
    measured: 'measured',
    law: 'the law',
    stalenessNote: (latency: number | null): string =>
      'Updates of another device not heard of yet. ' +
      (latency === null
        ? 'The law is drawn as if messages took no time.'
        : `The law is that of the rates measured, with messages ${format.significant(1000 * latency, 2)} ms on their way.`),
    noLaw: 'Updates of another device not heard of yet. There is no law for this method.',
    advice(size: number, { kind, margin, stable, activePeers, stepSize }: DelayAdvice): string {
      const [own, share, limit] = [size, margin, stepSize.limit].map((value) => format.significant(value, 2));
      if (activePeers !== null) {
        const devices = plural(Math.max(1, activePeers.limit - 1), 'device', 'devices');
        return stable
          ? `With step size ${own} up to ${devices} can take part, and ${count(activePeers.fastest)} learn fastest; now delay is at ${share} of where learning becomes unstable.`
          : `With step size ${own} only ${devices} can surely take part: delay is at up to ${share} of where learning becomes unstable, less where devices have different examples. Below step size ${limit} it is surely stable.`;
      }
      if (!stable)
        return `Step size ${own} is ${share} times as large as is surely stable in this room, which is ${limit}.`;
      const anybody = kind === 'gossip' ? '; any number of devices may join' : '';
      return `Step size ${own} is ${share} of the largest stable one${anybody}.`;
    },
    adviceNote: 'Estimated by this device, by how curved its loss is now.',
    unknown: '–',
    drawing: (title: string, values: string): string => `${title} over time. Now: ${values}.`,
    table: 'These curves as a table',
    time: 'Time',
  },
  labels: {
    heading: 'Who has which digits, and reads which',
    caption: 'Percent recognised of each digit (rows), by each device (columns).',
    legend: 'Framed: it has examples of this digit. All else it knows from others.',
    class: 'Digit',
    held: 'has examples',
    first: (shown: number, all: number): string => `The first ${count(shown)} of ${count(all)} devices.`,
  },
  table: {
    summary: 'All devices as a table',
    caption: 'All devices that have reported, newest figures.',
    sort: (column: string): string => `Sort by: ${column}`,
    show: (slot: number): string => `Show #${slot} in the graph`,
  },
  host: {
    heading: 'For everybody',
    isHost: 'This tab opened the room: what is set here, all devices follow.',
    isGuest: 'Set by the host, whose tab opened the room. Every device checks the host’s signature.',
    start: 'Start everybody',
    pause: 'Pause everybody',
    reset: 'Begin again…',
    resetHeading: 'All begin again?',
    resetLost: (devices: number): string =>
      `${plural(devices, 'device loses', 'devices lose')} what was learned: every model goes back to its beginning, and all curves are cleared. The examples and the settings stay. This cannot be undone.`,
    resetYes: 'Begin again',
    cancel: 'Cancel',
    gossip: 'Exchanges per update',
    gossipHint: '0: each learns alone. ln n: grows with the room just enough to keep everybody fresh.',
    method: 'Method',
    partition: 'Digits of each device',
    partitions: {
      iid: 'all ten, evenly',
      labels: (labels: number): string => plural(labels, 'digit each', 'digits each'),
      dirichlet: (alpha: string): string => `uneven mix (alpha ${alpha})`,
    },
    codec: 'How models travel',
    now: (value: string): string => `Now: ${value}`,
    apply: 'Set for everybody',
    run: 'Training',
    runs: { training: 'running', paused: 'paused by the host' },
    follow: (following: number, all: number): string =>
      following === all
        ? `All ${count(all)} devices follow.`
        : `${count(following)} of ${count(all)} devices follow…`,
    untouched: 'As it stands in the link.',
    noHost: 'This room has no host',
    noHostText:
      'Its link names none, so nobody can start, pause or change all devices at once, and devices do not report to each ' +
      'other: there is no graph. Rooms made on the start page have a host, the tab that made them.',
    makeRoom: 'Make a room with a host',
  },
  liar: {
    heading: 'What this device tells the others',
    off: 'The truth',
    attacks: {
      noise: 'Noise in place of its model',
      'sign-flip': 'The opposite of its model',
      scaling: 'Its model, far too large',
      late: 'What it was long ago',
    },
    hint: 'For a lesson in which the class finds out. It holds at once. No other device is told, and the link for others does not say it. This device learns as it did.',
  },
  guard: {
    heading: 'Guard',
    choices: { on: 'on', off: 'off' },
    hint: 'On: a model that is unlike most others’ moves a device only a little.',
  },
  leftOut: {
    heading: 'Mostly left out by those who are linked to them',
    by: (some: number, all: number): string => `by ${count(some)} of ${count(all)}`,
    hint: 'Their models are unlike most others’. There may be many reasons: data that nobody else has, a fault, or somebody trying it out.',
  },
  removal: {
    remove: (slot: number): string => `Remove #${slot} from the room…`,
    heading: (slot: number): string => `Remove #${slot} from the room?`,
    means:
      'All devices part from it and exchange no models with it any more; its page says so. It keeps its model and learns on alone. What it has taught stays in the models of the others until all begin again. You can let it in again at any time, in the list below the settings.',
    yes: 'Remove it',
    full: 'No more devices can be removed. Let one in again first, or go on in a new room.',
    list: 'Removed',
    name: (slot: number, id: string): string => `#${slot} (${id})`,
    letIn: 'Let in again',
    letInWhom: (name: string): string => `Let in again: ${name}`,
    listHint:
      'Whoever opens the link in a new tab is another device to the room. To keep somebody out for good, make a new room.',
  },
  news: {
    joined: (some: number, all: number): string =>
      `${plural(some, 'device has', 'devices have')} joined; ${count(all)} are here.`,
    left: (some: number, all: number): string =>
      `${plural(some, 'device has', 'devices have')} left; ${plural(all, 'is', 'are')} here.`,
    runs: { training: 'The host has started everybody.', paused: 'The host has paused everybody.' },
    follow: 'All devices follow what the host has set.',
  },
};

const megabytes = (bytes: number): string => `${count(Math.max(1, Math.round(bytes / 1e6)))} MB`;
const megapixels = (pixels: number): string => `${count(Math.round(pixels / 1e6))} megapixels`;

export const examples = {
  problems: {
    'not-a-picture': ({ file, looksLike }) =>
      looksLike === 'HEIC'
        ? `${file} is a HEIC picture, which browsers cannot show. On the phone choose “Most Compatible” for the camera, or save it as JPEG, and add it again.`
        : `${file} is ${looksLike === null ? 'no picture' : `a file of the kind ${looksLike}`}. Add JPEG, PNG or WebP pictures, or a ZIP of them.`,
    'picture-damaged': ({ file }) =>
      `${file} is damaged, or of a kind that this browser cannot show. Open it elsewhere, save it as JPEG or PNG, and add that.`,
    'picture-too-small': ({ file, width, height, least }) =>
      `${file} has ${count(width)} × ${count(height)} pixels, which show nothing. Add a picture of at least ${least} pixels each way.`,
    'picture-too-large': ({ file, width, height, most }) =>
      `${file} has ${count(width)} × ${count(height)} pixels, too many for the memory of a page. Make it smaller, ${megapixels(most)} at most, and add it again.`,
    'no-canvas':
      'This browser lets pages draw no pictures, so none can be read. Use a current Chrome, Firefox, Edge or Safari, without blocking canvases.',
    'file-too-large': ({ file, bytes, most }) =>
      `${file} has ${megabytes(bytes)}; a file may have ${megabytes(most)}. Make it smaller, or split it.`,
    'file-unreadable': ({ file }) => `${file} could not be read. Is it still there? Choose it again.`,
    'too-many-files': ({ most }) =>
      `These are more than ${count(most)} files, and only so many are looked at. Choose a folder with the pictures alone.`,
    'no-files': 'There was no file in that. Choose files or a folder, or drop them here.',
    'zip-damaged': ({ file }) =>
      `${file} is no ZIP that can be read to its end: it may be damaged, or have a password. What came before that was added. Pack it again, or add the files themselves.`,
    'zip-too-large': ({ file, limit, most }) => {
      const what = {
        entries: `holds more than ${count(most)} files`,
        bytes: `unpacks to more than ${megabytes(most)}`,
        ratio: `unpacks to more than ${count(most)} times its size, as no pictures do`,
      };
      return `${file} ${what[limit]}. What came before that was added. Add the other files in smaller parts.`;
    },
    'not-idx': ({ file }) =>
      `${file} is no IDX file. Choose one like train-images-idx3-ubyte, unpacked or as .gz.`,
    'idx-unknown-kind': ({ file }) =>
      `${file} is an IDX file of another kind. Choose one with pictures or labels as bytes, as MNIST has them.`,
    'idx-wrong-length': ({ file, expected, actual }) =>
      `${file} should have ${count(expected)} bytes and has ${count(actual)}: it is cut off or damaged. Get it again.`,
    'idx-wrong-size': ({ file, width, height, side }) =>
      `The pictures in ${file} have ${width} × ${height} pixels; this task takes ${side} × ${side}. Choose another file.`,
    'idx-counts-differ': ({ images, labels }) =>
      `There are ${plural(images, 'picture', 'pictures')} and ${plural(labels, 'label', 'labels')}. Choose two files that belong together.`,
    'not-json': ({ file }) => `${file} is no JSON. Choose a file with { "xs": …, "ys": …, "shape": … }.`,
    'json-not-examples': ({ file, where }) =>
      `${file} holds no examples of this task: look at “${where}”. It should hold { "xs": …, "ys": …, "shape": … } with as many numbers in each of xs as the task takes.`,
    'json-counts-differ': ({ file, xs, ys }) =>
      `${file} holds ${plural(xs, 'example', 'examples')} in xs and ${plural(ys, 'label', 'labels')} in ys. There must be one for each.`,
    'unknown-label': ({ file, label, classes }) =>
      `${file} has the label ${count(label)}, and this task has ${plural(classes, 'class', 'classes')}, counted from 0. Choose a file with these classes.`,
    'storage-full':
      'This browser has no room left, so what you add from now on is gone when the page is closed. Free some space on the device, then add it again, to keep it.',
    'storage-refused':
      'This browser keeps nothing for this page, as in a private window: what you add is gone when the page is closed. Learning goes on all the same.',
    'extractor-unreachable':
      'The network that looks at pictures could not be loaded. Check the connection to the server, and try again.',
    'extractor-damaged':
      'The network that looks at pictures arrived changed, so it is not used. Reload the page; if that does not help, somebody on the way interferes.',
    'extractor-failed': ({ what }) =>
      `The network that looks at pictures does not run here (${what}). Use a current Chrome, Firefox, Edge or Safari, or a task without it.`,
  } satisfies DataProblemWords as DataProblemWords,
};
