import { describe, expect, it } from 'vitest';
import { createProgress } from './progress.ts';

function start(isTTY: boolean, columns = 80) {
  const written: string[] = [];
  const clock = { now: 1000 };
  const progress = createProgress({
    stream: { isTTY, columns, write: (text) => written.push(text) },
    total: 200,
    label: 'runs',
    now: () => clock.now,
  });
  return { written, clock, progress };
}

describe('on a terminal', () => {
  it('rewrites one line, with percent and time left, and ends it', () => {
    const { written, clock, progress } = start(true);
    clock.now += 3000;
    progress.update(50, 'n = 64');
    expect(written).toEqual([`\r\u001b[Kruns  ${'█'.repeat(6)}${'░'.repeat(18)}   25 %  9 s left  n = 64`]);
    clock.now += 9000;
    progress.update(200);
    progress.finish();
    progress.finish();
    progress.update(200);
    expect(written.slice(2)).toEqual(['\r\u001b[Kruns  100 % after 12 s\n']);
  });

  it('writes at most ten times a second', () => {
    const { written, clock, progress } = start(true);
    for (let done = 0; done < 200; done++) {
      clock.now += 5;
      progress.update(done);
    }
    expect(written).toHaveLength(10);
  });

  it('fits the terminal', () => {
    const { written, progress } = start(true, 40);
    progress.update(1, 'x'.repeat(100));
    expect(written[0]!.replace('\r\u001b[K', '')).toHaveLength(39);
  });

  it('survives sums that are not right', () => {
    const { written, clock, progress } = start(true);
    for (const done of [Number.NaN, -5, 1e9]) {
      clock.now += 1000;
      progress.update(done);
    }
    expect(written.map((line) => /\d+ %/.exec(line)?.[0])).toEqual(['0 %', '0 %', '100 %']);
  });
});

describe('elsewhere', () => {
  it('writes a plain line every ten seconds', () => {
    const { written, clock, progress } = start(false);
    for (let second = 1; second <= 25; second++) {
      clock.now += 1000;
      progress.update(second * 4);
    }
    progress.finish();
    expect(written).toEqual([
      'runs   20 %  40 s left\n',
      'runs   40 %  30 s left\n',
      'runs   50 % after 25 s\n',
    ]);
  });

  it('is silent about what is over soon', () => {
    const { written, progress } = start(false);
    progress.update(200);
    progress.finish();
    expect(written).toEqual([]);
  });
});
