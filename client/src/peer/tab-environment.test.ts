import { float32 } from '@hearsay/shared/gossip/codec/float32.ts';
import {
  type EnvironmentWorld,
  environmentSuite,
  SUITE_DIMENSION,
} from '@hearsay/shared/gossip/environment/environment.suite.ts';
import { createRandom } from '@hearsay/shared/gossip/random/random.ts';
import { afterEach, beforeEach, vi } from 'vitest';
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
    onAlarm: () => {},
    onSend: () => {},
    ...changes,
  });
}

function world(): EnvironmentWorld {
  const rings: EnvironmentWorld['rings'][number][] = [];
  const arrived: EnvironmentWorld['arrived'][number][] = [];
  const receiver = environmentOf(1, {});
  const environment = environmentOf(0, {
    onAlarm: (alarm, due) => rings.push({ alarm, due }),
    onSend(_, kind, model) {
      const sender = receiver.indexOf(IDS[0]) ?? -1;
      const read = receiver.read(sender, model, new Float32Array(SUITE_DIMENSION));
      if (!read.ok || read.message === null) throw new Error(`not read: ${JSON.stringify(read)}`);
      const { vector, versions } = read.message;
      arrived.push({ kind, values: [...vector], ofSender: versions.get(sender) });
    },
  });
  environment.setSize(3);
  environment.setNeighbours([IDS[1], IDS[2]]);
  return {
    environment,
    other: environment.indexOf(IDS[1]) ?? -1,
    rings,
    arrived,
    advance: (seconds) => vi.advanceTimersByTime(1000 * seconds),
  };
}

environmentSuite('a tab', world);
