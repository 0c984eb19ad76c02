/** A class that is made up: reports as a room's peers would send them, from seeds, without networks or models. */

import { gossipRateOf } from '@hearsay/shared/gossip/schedule/gossip-rate.ts';
import { changedWish } from '@hearsay/shared/room/command.ts';
import { hostSettingsOf } from '@hearsay/shared/room/host-settings.ts';
import type { Report } from '@hearsay/shared/room/report.ts';
import { SKETCH_LENGTH, writeSketch } from '@hearsay/shared/room/sketch.ts';
import { defaultSettings, type RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { taskNamed } from '@hearsay/shared/tasks/tasks.ts';
import { adviceFor } from '@hearsay/shared/theory/advice.ts';
import { stalenessLaw } from '@hearsay/shared/theory/staleness-law.ts';
import { createRandom } from '@hearsay/shared/util/random/random.ts';
import { signal } from '@preact/signals';
import type { HostState, Session } from 'hearsay';
import { initialStatus } from 'hearsay/basics';

const UPDATE_RATE = 2;
const ANSWER_SECONDS = 0.06;
const CURVATURE = 6;
const NEIGHBOURS = 8;
const COMMAND_SECONDS = 2;

export interface MadeUpClass {
  readonly session: Session;
  /** A second passes. */
  pass(): void;
}

interface Pupil {
  readonly id: string;
  readonly held: readonly number[];
  /** Of each label, what it recognises. */
  readonly knows: number[];
  readonly neighbours: readonly number[];
  readonly sketch: Float32Array;
  updates: number;
  command: number;
}

export function makeUpClass(size: number, isHost: boolean, change: Partial<RunSettings> = {}): MadeUpClass {
  const random = createRandom(1, 'class');
  const settings = signal<RunSettings>({
    ...defaultSettings,
    room: 'room-8kfm2w',
    host: 'A'.repeat(43),
    ...change,
  });
  const { partition } = settings.value;
  const task = taskNamed(settings.value.task);
  const classes = task.outputs;
  const each = partition.kind === 'labels' ? partition.labels : classes;
  const pupils = Array.from({ length: size }, (_, slot): Pupil => {
    const held = Array.from({ length: each }, (_one, k) => (slot * each + k) % classes).sort((a, b) => a - b);
    const others = Array.from(
      { length: Math.min(NEIGHBOURS, size - 1) },
      (_one, k) => (slot + 1 + k * k) % size,
    );
    return {
      id: Array.from({ length: 4 }, () =>
        random
          .integer(2 ** 24)
          .toString(16)
          .padStart(6, '0'),
      )
        .join('')
        .slice(0, 16),
      held,
      knows: Array.from({ length: classes }, () => 0.05),
      neighbours: [...new Set(others)].filter((other) => other !== slot),
      sketch: Float32Array.from({ length: SKETCH_LENGTH }, () => 3 * random.normal()),
      updates: 0,
      command: 0,
    };
  });
  const status = signal({
    ...initialStatus(settings.value),
    phase: 'training' as const,
    size,
    peerId: pupils[0].id,
    slot: 0,
    advice: adviceFor({
      kind: settings.value.method === 'async-sgd' ? 'hub' : 'gossip',
      stepSize: settings.value.rate,
      curvature: CURVATURE,
      peers: size,
      steps: settings.value.steps,
      updateRate: UPDATE_RATE,
      answerSeconds: ANSWER_SECONDS,
    }),
  });
  const room = signal<readonly Report[]>([]);
  const host = signal<HostState | null>({
    isHost,
    number: 0,
    run: 'training',
    removed: [],
    guard: null,
    settings: hostSettingsOf(settings.value),
  });
  let seconds = 0;
  let commandAt = 0;

  const learn = (pupil: Pupil): void => {
    pupil.updates += UPDATE_RATE;
    for (const label of pupil.held) pupil.knows[label] += 0.15 * (0.97 - pupil.knows[label]);
  };

  const meet = (one: Pupil, other: Pupil): void => {
    for (let label = 0; label < classes; label++) {
      const best = Math.max(one.knows[label], other.knows[label]);
      for (const pupil of [one, other]) pupil.knows[label] += 0.25 * (best - pupil.knows[label]);
    }
    for (let k = 0; k < SKETCH_LENGTH; k++) {
      const mean = (one.sketch[k] + other.sketch[k]) / 2;
      for (const pupil of [one, other]) pupil.sketch[k] = mean + 0.1 * random.normal();
    }
  };

  const reportOf = (pupil: Pupil, slot: number, exchanges: readonly number[]): Report => {
    const { run = 'training' } = host.value ?? {};
    const gossipRate = run === 'paused' ? 0 : UPDATE_RATE * gossipRateOf(settings.value.gossip, size);
    const law = stalenessLaw({
      variant: 'relay',
      exchange: 'swap',
      peers: size,
      gossipRate,
      updateRate: UPDATE_RATE,
      latency: ANSWER_SECONDS / 2,
    });
    const perClass = pupil.knows.map((share) => Math.round(100 * share) / 100);
    return {
      id: pupil.id,
      number: seconds,
      slot,
      phase: run,
      command: pupil.command,
      updates: pupil.updates,
      accuracy: pupil.knows.reduce((sum, share) => sum + share, 0) / classes,
      loss: 0.5,
      perClass,
      labels: pupil.held.reduce((bits, label) => bits + 2 ** label, 0),
      staleness: Number.isFinite(law) ? law * (1 + 0.1 * random.normal()) : pupil.updates,
      gossipRate,
      updateRate: run === 'paused' ? 0 : UPDATE_RATE,
      answerSeconds: ANSWER_SECONDS,
      neighbours: pupil.neighbours.map((other) => pupils[other].id),
      exchanges: [...exchanges],
      paths: pupil.neighbours.map(() => 'd').join(''),
      sketch: writeSketch(pupil.sketch),
    };
  };

  return {
    session: {
      get settings() {
        return settings.value;
      },
      task,
      status,
      history: signal([]),
      samples: signal(null),
      room,
      host,
      start: () => {},
      pause: () => {},
      setData() {},
      leave: () => {},
      parameters: noModel,
      roomParameters: noModel,
      evaluate: noModel,
      predict: noModel,
      log: () => [],
      earlierModels: async () => [],
      goBackTo: noModel,
      setAttack() {},
      async command(wished) {
        if (!host.value) return;
        const next = changedWish(settings.value.room, host.value, wished, seconds + 1, { outputs: classes });
        host.value = { ...next, isHost };
        const guard = next.guard ?? settings.value.guard;
        settings.value = { ...settings.value, ...next.settings, guard };
        commandAt = seconds;
      },
    },
    pass() {
      seconds += 1;
      const { run = 'training', number = 0 } = host.value ?? {};
      const rate = run === 'paused' ? 0 : UPDATE_RATE * gossipRateOf(settings.value.gossip, size);
      room.value = pupils.map((pupil, slot) => {
        const isBehind = seconds - commandAt < (COMMAND_SECONDS * slot) / size;
        if (!isBehind) pupil.command = number;
        if (run === 'training') learn(pupil);
        const exchanges = pupil.neighbours.map(() => 0);
        for (let left = rate; left > random.uniform() && exchanges.length > 0; left--) {
          const place = random.integer(exchanges.length);
          exchanges[place] += 1;
          meet(pupil, pupils[pupil.neighbours[place]]);
        }
        return reportOf(pupil, slot, exchanges);
      });
      status.value = { ...status.value };
    },
  };
}

const noModel = (): Promise<never> =>
  Promise.reject(new Error('There is no model in a class that is made up.'));
