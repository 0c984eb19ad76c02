import { float32 } from '@hearsay/shared/gossip/codec/float32.ts';
import {
  type EnvironmentWorld,
  environmentSuite,
  SUITE_DIMENSION,
} from '@hearsay/shared/gossip/environment/environment.suite.ts';
import { createRandom } from '@hearsay/shared/util/random/random.ts';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Clock } from './clock.ts';
import { createTabEnvironment, type TabEnvironment, type TabEnvironmentOptions } from './tab-environment.ts';

const IDS = ['00000000000000a0', '00000000000000a1', '00000000000000a2'];

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const clock: Clock = {
  now: () => Date.now() / 1000,
  after(seconds, callback) {
    const timer = setTimeout(callback, 1000 * seconds);
    return () => clearTimeout(timer);
  },
};

function environmentOf(self: number, changes: Partial<TabEnvironmentOptions>): TabEnvironment {
  return createTabEnvironment({
    self: IDS[self],
    run: 1,
    messageLength: SUITE_DIMENSION,
    codec: float32,
    clock,
    random: createRandom(1),
    rounding: createRandom(2),
    onForgotten: () => {},
    onCorrected: () => {},
    onAlarm: () => {},
    onSend: () => {},
    ...changes,
  });
}

function world(): EnvironmentWorld {
  const rings: EnvironmentWorld['rings'][number][] = [];
  const arrived: EnvironmentWorld['arrived'][number][] = [];
  const heard: EnvironmentWorld['heard'][number][] = [];
  const receiver = environmentOf(1, {});
  const environment = environmentOf(0, {
    onAlarm: (alarm, due) => rings.push({ alarm, due }),
    onSend(_to, _kind, model) {
      const sender = receiver.indexOf(IDS[0]) ?? -1;
      const read = receiver.read(sender, model, new Float32Array(SUITE_DIMENSION));
      if (!read.ok) throw new Error(`not read: ${JSON.stringify(read)}`);
      if (typeof read.message === 'string') {
        heard.push(read.message);
        return;
      }
      const { kind, vector, versions, parts } = read.message;
      arrived.push({ kind, values: [...vector], ofSender: versions.get(sender), parts });
    },
  });
  environment.setSize(3);
  environment.setNeighbours([IDS[1], IDS[2]]);
  return {
    environment,
    other: environment.indexOf(IDS[1]) ?? -1,
    rings,
    arrived,
    heard,
    advance: (seconds) => vi.advanceTimersByTime(1000 * seconds),
  };
}

environmentSuite('a tab', world);

it('a slowed tab rests after each step, and not after anything else', () => {
  const rings: string[] = [];
  const waits: number[] = [];
  let now = 0;
  let next = (): void => {};
  const environment = environmentOf(0, {
    slowdown: 5,
    clock: {
      now: () => now,
      after(seconds, callback) {
        waits.push(seconds);
        next = callback;
        return () => {};
      },
    },
    onAlarm(alarm) {
      rings.push(alarm);
      // What the peer does then takes a tenth of a second.
      now += 0.1;
      environment.wakeAt(alarm === 'update' ? 'step' : 'gossip', now);
    },
  });
  environment.wakeAt('update', 0);
  for (let i = 0; i < 3; i++) next();
  expect(rings).toEqual(['update', 'step', 'gossip']);
  // Until the update, the step after it, and the two for gossip.
  expect(waits).toEqual([0, expect.closeTo(0.4), 0, 0]);
});
