import { describe, expect, it } from 'vitest';
import type { FromLab, ToLab } from './bridge.ts';
import { createLab } from './lab.ts';
import type { Moment } from './measured.ts';

const moment = (time: number): Moment => ({ time, lines: { ln: { staleness: 1, mean: 2, worst: 3 } } });

/** A lab with an address that the test sets and a Worker that it plays. */
function open(fragment: string) {
  const address = { fragment };
  const posted: ToLab[] = [];
  let tell: (message: FromLab) => void = () => {};
  const lab = createLab({
    readFragment: () => address.fragment,
    writeFragment: (written) => {
      address.fragment = written;
    },
    makeWorker(onMessage) {
      tell = onMessage;
      return { post: (message) => posted.push(message), close: () => {} };
    },
  });
  const report = (run: number, time: number): void =>
    tell({ kind: 'report', run, stage: 'comparison', done: 0.5, moments: [moment(time)], points: [] });
  return { address, lab, posted, report, tell: (message: FromLab) => tell(message) };
}

describe('the lab', () => {
  it('runs what the address says, at once', () => {
    const { lab, posted } = open('#view=lab&peers=32&gossip=often');
    expect(posted).toMatchObject([{ kind: 'start', run: 1, settings: { peers: 32, gossip: 1 } }]);
    expect(lab.problems.value).toMatchObject([{ name: 'gossip', value: 'often' }]);
  });

  it('writes a changed setting into the address, and begins anew', () => {
    const { address, lab, posted, report } = open('#view=lab');
    report(1, 1);
    expect(lab.moments.value).toHaveLength(1);
    lab.change({ peers: 64 });
    expect(address.fragment).toBe('view=lab&peers=64');
    expect(posted.at(-1)).toMatchObject({ kind: 'start', run: 2, settings: { peers: 64 } });
    expect(lab.moments.value).toEqual([]);
    report(1, 2);
    expect(lab.moments.value, 'of a run that was dropped').toEqual([]);
  });

  it('names settings that do not go together, and writes those that do', () => {
    const { address, lab } = open('#view=lab&method=savic');
    lab.change({ method: 'savic', peers: 512 });
    expect(lab.problems.value).toMatchObject([{ name: 'method', value: 'savic' }]);
    expect(address.fragment).toBe('view=lab&peers=512');
    lab.change({ method: 'gosgd' });
    expect(lab.problems.value).toEqual([]);
  });

  it('follows the address', () => {
    const { address, lab, posted } = open('#view=lab');
    address.fragment = '#view=lab&seed=5';
    lab.addressChanged();
    expect(lab.settings.value.seed).toBe(5);
    expect(posted).toHaveLength(2);
  });

  it('pauses, resumes, stops and runs again', () => {
    const { lab, posted, report, tell } = open('#view=lab');
    lab.resume();
    lab.pause();
    lab.resume();
    lab.stop();
    report(1, 1);
    expect(lab.moments.value).toEqual([]);
    expect(lab.phase.value).toBe('stopped');
    lab.again();
    expect(posted.map(({ kind }) => kind)).toEqual(['start', 'pause', 'resume', 'stop', 'start']);
    const restarted = posted.at(-1);
    tell({ kind: 'end', run: restarted?.kind === 'start' ? restarted.run : 0 });
    expect(lab.phase.value).toBe('done');
  });

  it('says why a run failed', () => {
    const { lab, tell } = open('#view=lab');
    tell({ kind: 'failed', run: 1, message: 'no memory' });
    expect([lab.phase.value, lab.trouble.value]).toEqual(['failed', 'no memory']);
  });
});
