import { describe, expect, it } from 'vitest';
import { ruleInEnglish } from './rule-words.ts';
import {
  defaultSettings,
  formatOwnSettings,
  formatSettings,
  parseSettings,
  partitionProblem,
} from './run-settings.ts';

const problemsOf = (fragment: string): string[] => parseSettings(fragment).problems.map(({ name }) => name);

describe('parseSettings', () => {
  it('reads a whole run', () => {
    const fragment =
      '#room=demo&task=mnist-mlp&partition=labels:2&samples=2000&seed=7&gossip=ln&steps=10&auto=1&shard=3/8';
    expect(parseSettings(fragment)).toEqual({
      settings: {
        ...defaultSettings,
        room: 'demo',
        partition: { kind: 'labels', labels: 2 },
        samples: 2000,
        seed: 7,
        auto: true,
        shard: { index: 3, count: 8 },
      },
      problems: [],
    });
  });

  it('reads what is for this tab alone', () => {
    const { settings, problems } = parseSettings('momentum=0.9&varianceAdaptiveStep=1&backend=webgl');
    expect(problems).toEqual([]);
    expect(settings).toMatchObject({ momentum: 0.9, varianceAdaptiveStep: true, backend: 'webgl' });
    expect(parseSettings(formatSettings(settings)).settings).toEqual(settings);
    expect(problemsOf('momentum=1&varianceAdaptiveStep=yes&backend=metal')).toHaveLength(3);
  });

  it('reads how drift is corrected, as far as the method takes it', () => {
    const { settings, problems } = parseSettings('driftCorrection=logits,momentum');
    expect(problems).toEqual([]);
    expect(settings.driftCorrection).toEqual(['momentum', 'logits']);
    expect(formatSettings(settings)).toBe('room=demo&driftCorrection=momentum,logits');
    expect(parseSettings('privacy=3:1e-5').settings.privacy).toEqual({ epsilon: 3, delta: 1e-5 });
    for (const text of ['3:0.00001', '0.5:1e-7']) {
      const read = parseSettings(`room=demo&privacy=${text}`).settings;
      expect(formatSettings(read)).toBe(`room=demo&privacy=${text}`);
    }
    for (const text of ['3', '3:', '3:0', '0:1e-5', '3:1e-5:1', '3:0.5', 'x:y', '1000:1e-5'])
      expect(problemsOf(`privacy=${text}`)).toEqual(['privacy']);
    expect(problemsOf('driftCorrection=some')).toEqual(['driftCorrection']);
    expect(problemsOf('method=savic&driftCorrection=best')).toEqual(['driftCorrection']);
    expect(problemsOf('method=savic&driftCorrection=none')).toEqual([]);
  });

  it('gives defaults for what is absent', () => {
    expect(parseSettings('')).toEqual({ settings: defaultSettings, problems: [] });
  });

  it('names each value that cannot be used, and says what is allowed', () => {
    const bad =
      'room=a b&task=cifar&partition=labels:11&samples=1e9&seed=-1&gossip=often&steps=0&auto=yes&shard=8/8';
    const { settings, problems } = parseSettings(bad);
    expect(settings).toEqual(defaultSettings);
    expect(problems.map(({ name }) => name)).toEqual([
      'room',
      'task',
      'partition',
      'samples',
      'seed',
      'gossip',
      'steps',
      'auto',
      'shard',
    ]);
    expect(problems.every(({ allowed, fatal }) => allowed.length > 0 && fatal)).toBe(true);
  });

  it('reads a task by the digest of what a room shares, whose examples are not dealt out', () => {
    const digest = '0123456789abcdef'.repeat(4);
    const { settings, problems } = parseSettings(`task=${digest}&partition=labels:9`);
    expect(problems).toEqual([]);
    expect(settings).toMatchObject({ task: digest, partition: { kind: 'labels', labels: 9 } });
    expect(parseSettings(formatSettings(settings)).settings).toEqual(settings);
    for (const text of [digest.slice(1), `${digest}0`, digest.toUpperCase(), 'g'.repeat(64)])
      expect(problemsOf(`task=${text}`)).toEqual(['task']);
  });

  it('has no more labels for a peer than the task has', () => {
    expect(partitionProblem({ kind: 'labels', labels: 3 }, { outputs: 3 })).toBeNull();
    expect(partitionProblem({ kind: 'iid' }, { outputs: 3 })).toBeNull();
    const rule = partitionProblem({ kind: 'labels', labels: 4 }, { outputs: 3 });
    expect(rule && ruleInEnglish(rule)).toContain('labels:K with K from 1 to 3');
  });

  it.each([
    'partition=dirichlet:',
    'partition=iid:2',
    'partition=labels:1.5',
    'gossip=',
    'gossip=0x1',
    'seed=1.5',
    'updateRate=0',
  ])('refuses %s', (fragment) => {
    expect(problemsOf(fragment)).toHaveLength(1);
  });

  it('mentions a setting nobody knows without refusing the run', () => {
    expect(parseSettings('gosip=ln&room=x').problems).toMatchObject([{ name: 'gosip', fatal: false }]);
    expect(problemsOf('constructor=1&__proto__=2')).toEqual(['constructor', '__proto__']);
  });

  it('gives settings that go together, also where two things do not', () => {
    const { settings, problems } = parseSettings('method=d-psgd&with=nothing:1&codec=top-k');
    expect(problems.map(({ name }) => name)).toEqual(['with', 'codec']);
    expect(parseSettings(formatSettings(settings))).toEqual({ settings, problems: [] });
  });

  it('copes with text that is not percent-encoding', () => {
    expect(problemsOf('room=%E0%A4%A')).toEqual(['room']);
  });
});

describe('formatSettings', () => {
  it('is read back as the same settings', () => {
    const { settings } = parseSettings(
      'room=klasse-7ü&partition=dirichlet:0.1&samples=500&seed=9&gossip=1.5&steps=3&rate=0.2&exchange=push&updateRate=0.5&shard=1/4&auto=1',
    );
    expect(parseSettings(formatSettings(settings))).toEqual({ settings, problems: [] });
  });

  it('leaves out what the host alone may know, which its own address has', () => {
    const settings = {
      ...defaultSettings,
      host: 'A'.repeat(43),
      hostSecret: `${'B'.repeat(42)}A`,
      resets: 2,
    };
    expect(formatSettings(settings)).toBe(`room=demo&host=${settings.host}&resets=2`);
    expect(parseSettings(formatOwnSettings(settings))).toEqual({ settings, problems: [] });
    // Two bits more than 32 bytes have.
    expect(parseSettings(`host=${'A'.repeat(42)}B`).problems).toMatchObject([{ name: 'host', fatal: true }]);
  });

  it('leaves defaults out', () => {
    expect(formatSettings(defaultSettings)).toBe('room=demo');
  });
});
