import { describe, expect, it } from 'vitest';
import { HELP, readOptions } from './options.ts';

const LINK = 'http://10.0.0.2:8080/#room=a&key=AAAAAAAAAAAAAAAAAAAAAA&samples=50&auto=1';
const refusal = (...args: string[]): string => {
  const read = readOptions(args);
  return read.kind === 'error' ? read.message : read.kind;
};

describe('npm run peer', () => {
  it('reads a link as a tab does', () => {
    const read = readOptions(['--url', LINK, '--count', '8', '--seconds', '60', '--json']);
    expect(read).toMatchObject({
      kind: 'run',
      options: { url: 'http://10.0.0.2:8080', count: 8, seconds: 60, json: true, warnings: [] },
    });
    if (read.kind !== 'run') return;
    expect(read.options.settings).toMatchObject({ room: 'a', key: 'AAAAAAAAAAAAAAAAAAAAAA', samples: 50 });
  });

  it('is one peer that stays, where nothing else is said', () => {
    const options = { count: 1, seconds: null, iceServers: null, json: false };
    expect(readOptions(['--url', 'https://example.org/'])).toMatchObject({ kind: 'run', options });
  });

  it('meets others by servers of its own', () => {
    const servers = ['--ice-server', 'stun:a.example', '--ice-server=turn:n:p@b.example'];
    expect(readOptions(['--url', LINK, ...servers])).toMatchObject({
      options: {
        iceServers: [
          { urls: ['stun:a.example'] },
          { urls: ['turn:b.example'], username: 'n', credential: 'p' },
        ],
      },
    });
  });

  it('has a budget of privacy, by the link or beside it', () => {
    const budgetOf = (...args: string[]) => {
      const read = readOptions(args);
      return read.kind === 'run' ? read.options.settings.privacy : read.kind;
    };
    expect(budgetOf('--url', LINK)).toBeNull();
    expect(budgetOf('--url', `${LINK}&privacy=2:1e-6`)).toEqual({ epsilon: 2, delta: 1e-6 });
    expect(budgetOf('--url', `${LINK}&privacy=2:1e-6`, '--privacy', '1:1e-5')).toEqual({
      epsilon: 1,
      delta: 1e-5,
    });
  });

  it.each([
    [
      ['--url', 'http://a/#partition=labels:11&key=short'],
      /partition=labels:11.*K from 1 to 10.*\nkey=short.*base64url/,
    ],
    [['--url', 'localhost:8080/#room=a'], /http:\/\//],
    [['--url', 'file:///etc/passwd'], /not the link of a room/],
    [['--url', LINK, '--count', '0'], /from 1 to 64/],
    [['--url', LINK, '--count', '1e1'], /from 1 to 64/],
    [['--url', LINK, '--seconds', '-1'], /seconds/],
    [['--url', LINK, '--privacy', '3'], /EPSILON:DELTA.*not "3"/],
    [['--url', LINK, '--ice-server', 'turn:a'], /as in stun:.*not "turn:a"/],
    [[], /--url/],
    [[LINK], /goes after --url/],
    [['--ulr', LINK], /--help/],
  ])('refuses %j in words', (args, words) => {
    expect(refusal(...args)).toMatch(words);
  });

  it('says what is odd and does no harm', () => {
    const read = readOptions(['--url', 'http://a/#colour=red&shard=0/4', '--count', '2']);
    expect(read).toMatchObject({ kind: 'run' });
    if (read.kind === 'run') expect(read.options.warnings.join(' ')).toMatch(/colour.*same examples/);
  });

  it('explains itself', () => {
    expect(readOptions(['--help'])).toEqual({ kind: 'help' });
    for (const option of ['--url', '--count', '--seconds', '--ice-server', '--privacy', '--json'])
      expect(HELP).toContain(option);
  });
});
