import { describe, expect, it } from 'vitest';
import type { Backend } from './backend-name.ts';
import { backendInWords } from './backend-words.ts';
import { type Backends, chooseBackend } from './choose-backend.ts';

/** Backends that take so many milliseconds a step; those without a time do not start. */
function backendsOf(times: Partial<Record<Backend, number>>, hardware = true): Backends & { log: string[] } {
  const log: string[] = [];
  let current: Backend | null = null;
  return {
    log,
    async start(name) {
      log.push(name);
      if (times[name] === undefined) return false;
      current = name;
      return true;
    },
    remove: (name) => {
      log.push(`-${name}`);
    },
    hasGraphicsHardware: () => hardware,
    async millisecondsOfStep() {
      log.push('measure');
      const time = current === null ? Number.NaN : (times[current] ?? Number.NaN);
      if (Number.isNaN(time)) throw new Error('It cannot compute.');
      return time;
    },
  };
}

describe('chooseBackend', () => {
  it('takes the faster one, and says how fast both are', async () => {
    expect(await chooseBackend('auto', backendsOf({ wasm: 5.21, webgl: 2.04 }))).toEqual({
      name: 'webgl',
      why: { code: 'faster', milliseconds: 2.04, other: 'wasm', otherMilliseconds: 5.21 },
      problem: null,
      fallback: 'wasm',
    });
    const slowGraphics = backendsOf({ wasm: 5.21, webgl: 240 });
    const chosen = await chooseBackend('auto', slowGraphics);
    expect(chosen.why).toMatchObject({ milliseconds: 5.21, other: 'webgl', otherMilliseconds: 240 });
    expect(backendInWords(chosen.why)).toBe('5.2 ms a step; webgl takes 240 ms');
    expect(slowGraphics.log).toEqual(['wasm', 'measure', 'webgl', 'measure', '-webgl', 'wasm']);
  });

  it('does not measure where there is nothing to compare', async () => {
    const backends = backendsOf({ wasm: 5, webgl: 1 }, false);
    expect(await chooseBackend('auto', backends)).toMatchObject({ name: 'wasm' });
    expect(backends.log).toEqual(['wasm']);
  });

  it.each([{ wasm: 5 }, { wasm: 5, webgl: Number.NaN }])(
    'stays with wasm when webgl does not work: %j',
    async (times) => {
      const backends = backendsOf(times);
      expect(await chooseBackend('auto', backends)).toMatchObject({
        name: 'wasm',
        why: { code: 'faster', milliseconds: 5, other: 'webgl', otherMilliseconds: null },
      });
      expect(backends.log.at(-1)).toBe('wasm');
    },
  );

  it.each(['wasm', 'webgl', 'webgpu', 'cpu'] as const)(
    'takes %s when it is asked for, unmeasured',
    async (name) => {
      const backends = backendsOf({ wasm: 5, webgl: 9, webgpu: 9, cpu: 50 });
      expect(await chooseBackend(name, backends)).toMatchObject({ name, problem: null });
      expect(backends.log).not.toContain('measure');
      expect(backends.log.at(-1)).toBe(name);
    },
  );

  it.each(['webgl', 'webgpu'] as const)('says so when %s is asked for and not there', async (name) => {
    const backends = backendsOf({ wasm: 5 });
    const chosen = await chooseBackend(name, backends);
    expect(chosen).toMatchObject({
      name: 'wasm',
      why: { code: 'unavailable', wanted: name },
      problem: { code: 'backend-unavailable', wanted: name, used: 'wasm' },
    });
    expect(backends.log.at(-1)).toBe('wasm');
  });

  it('falls back on cpu, and fails where even that does not start', async () => {
    expect(await chooseBackend('auto', backendsOf({ cpu: 50 }))).toMatchObject({
      name: 'cpu',
      fallback: 'cpu',
    });
    const asked = await chooseBackend('wasm', backendsOf({ cpu: 50 }));
    expect(asked).toMatchObject({ name: 'cpu', problem: { wanted: 'wasm', used: 'cpu' } });
    await expect(chooseBackend('auto', backendsOf({}))).rejects.toMatchObject({
      problem: { code: 'backend-unavailable', wanted: 'auto', used: null },
    });
  });
});
