/** The page of a peer with many neighbours, for the bench: a run that somebody plays, with all that the real page shows. */
import '@hearsay/site/app/style/base.css';
import '@hearsay/site/app/style/session.css';
import '@hearsay/site/app/style/draw.css';
import { defaultSettings } from '@hearsay/shared/settings/run-settings.ts';
import { mnistMlp } from '@hearsay/shared/tasks/mnist.ts';
import { SessionView } from '@hearsay/site/app/session/session-view.tsx';
import { speak } from '@hearsay/site/app/words/words.ts';
import { signal } from '@preact/signals';
import type { Samples } from 'hearsay/internal/data/samples.ts';
import type { LogRow } from 'hearsay/internal/kept/run-log.ts';
import type { Session } from 'hearsay/internal/session/session-options.ts';
import { type Evaluation, initialStatus, MAX_HISTORY, type Status } from 'hearsay/internal/session/status.ts';
import { h, render } from 'preact';

declare global {
  interface Window {
    /** Plays so many statuses, a quarter of a second apart. There is a test in every eighth. */
    playStatuses: (count: number) => Promise<void>;
  }
}

const NEIGHBOURS = 40;
const INTERVAL_MS = 250;
const STATUSES_PER_TEST = 8;
const DIGIT = new Uint8Array(784).fill(90);

const samples: Samples = {
  own: {
    inputs: new Uint8Array(784 * 50).fill(90),
    divisor: 255,
    inputLength: 784,
    targets: new Uint8Array(50),
  },
  test: { inputs: DIGIT, divisor: 255, inputLength: 784, targets: new Uint8Array(1) },
};
const labels = [500, 500, 0, 0, 0, 0, 0, 0, 0, 0];
let played = 0;

function modelsAt(share: number): Partial<Status> {
  const perClass = labels.map((_, digit) => share / (1 + digit / 10));
  return {
    accuracy: share,
    loss: 1 - share,
    perClass,
    roomAccuracy: share,
    roomLoss: 1 - share,
    roomPerClass: perClass,
  };
}

function statusNow(before: Status): Status {
  const share = 1 - 1 / (1 + played / 50);
  return {
    ...before,
    phase: 'training',
    peerId: 'self',
    backend: 'wasm',
    size: NEIGHBOURS + 1,
    slot: 0,
    labels,
    updates: played,
    steps: 10 * played,
    stepsPerSecond: 100,
    gossipRate: 4,
    ...(played % STATUSES_PER_TEST === 0 ? modelsAt(share) : {}),
    neighbours: Array.from({ length: NEIGHBOURS }, (_, index) => ({
      id: `${index}`.padStart(4, '0').repeat(5),
      state: (played + index) % 37 === 0 ? ('reconnecting' as const) : ('connected' as const),
      path: 'direct' as const,
      bytesSent: 80_000 * (played + index),
      bytesReceived: 70_000 * (played + 2 * index),
      roundTripMs: 1 + ((played * 7 + index) % 20),
    })),
  };
}

const evaluation = (index: number): Evaluation => ({
  seconds: 2 * index,
  updates: 8 * index,
  accuracy: 1 - 1 / (1 + index / 10),
  loss: 2.3 / (1 + index / 10),
  roomAccuracy: 1 - 1 / (1 + index / 5),
  roomLoss: 2.3 / (1 + index / 5),
});

const status = signal(statusNow(initialStatus(defaultSettings)));
const history = signal<readonly Evaluation[]>(
  Array.from({ length: MAX_HISTORY - 1 }, (_, index) => evaluation(index)),
);
const unused = (): Promise<never> => Promise.reject(new Error('Nobody learns here.'));
const session: Session = {
  settings: defaultSettings,
  task: mnistMlp,
  status,
  history,
  samples: signal<Samples | null>(samples),
  room: signal([]),
  host: signal(null),
  earlierModels: async () => [],
  goBackTo: unused,
  command: unused,
  setAttack() {},
  start() {},
  pause() {},
  setData() {},
  leave() {},
  parameters: unused,
  roomParameters: unused,
  evaluate: unused,
  predict: async () => labels.map(() => 0.1),
  log: (): readonly LogRow[] => [],
};

window.playStatuses = async (count) => {
  for (let step = 0; step < count; step++) {
    await new Promise((done) => setTimeout(done, INTERVAL_MS));
    played += 1;
    if (played % STATUSES_PER_TEST === 0) {
      history.value = [...history.value.slice(-MAX_HISTORY + 1), evaluation(MAX_HISTORY + played)];
    }
    status.value = statusNow(status.value);
  }
};

await speak('en');
const place = document.createElement('div');
place.id = 'app';
document.body.replaceChildren(place);
render(h(SessionView, { session, addressDiffers: signal(false), onClassroom() {} }), place);
