import { describe, expect, it } from 'vitest';
import { HELP } from './help.ts';
import { readOptions } from './options.ts';
import { explainListenError } from './ports.ts';

const DEFAULTS = {
  kind: 'run',
  host: undefined,
  tls: null,
  names: [],
  trustProxy: false,
  allowedOrigins: [],
  redis: null,
  drainSeconds: 5,
  metrics: null,
  log: { level: 'warn', json: false, rooms: false },
  iceServers: [],
  turn: null,
  limits: {},
};

describe('readOptions', () => {
  it('listens on port 8080 of every address unless told otherwise', () => {
    expect(readOptions([], {})).toEqual({ ...DEFAULTS, port: 8080 });
  });

  it('prefers the command line to the environment', () => {
    const env = { PORT: '9000', HOST: '10.0.0.1' };
    expect(readOptions([], env)).toEqual({ ...DEFAULTS, port: 9000, host: '10.0.0.1' });
    expect(readOptions(['--port', '0', '--host=::1'], env)).toEqual({ ...DEFAULTS, port: 0, host: '::1' });
  });

  it('takes empty variables for missing ones', () => {
    expect(readOptions([], { PORT: '', HOST: '' })).toEqual({ ...DEFAULTS, port: 8080 });
  });

  it('reads limits, a proxy and origins', () => {
    const args = ['--max-rate', '7', '--max-sockets-per-address=40', '--trust-proxy'];
    const origins = ['--allow-origin', 'https://a.example/', '--allow-origin', '*'];
    expect(readOptions([...args, ...origins, '--drain-seconds=0'], {})).toEqual({
      ...DEFAULTS,
      port: 8080,
      trustProxy: true,
      allowedOrigins: ['https://a.example', '*'],
      drainSeconds: 0,
      limits: { maxRate: 7, maxSocketsPerAddress: 40 },
    });
  });

  it('speaks https with a given certificate, or one of its own', () => {
    const files = { cert: 'a.pem', key: 'b.pem' };
    const tlsOf = (...args: string[]) => readOptions(args, {});
    expect(tlsOf('--https')).toMatchObject({ tls: 'own' });
    expect(tlsOf('--cert', 'a.pem', '--key=b.pem')).toMatchObject({ tls: files });
    expect(tlsOf('--https', '--cert', 'a.pem', '--key=b.pem')).toMatchObject({ tls: files });
  });

  it('reads names as browsers write them', () => {
    const args = ['--name', 'Example.org', '--name=*.example.org.', '--name', 'desk'];
    expect(readOptions(args, {})).toMatchObject({ names: ['example.org', '*.example.org', 'desk'] });
  });

  it('serves metrics where it is asked to, for this machine unless told otherwise', () => {
    const here = { port: 9464, host: '127.0.0.1' };
    expect(readOptions(['--metrics-port', '9464'], {})).toMatchObject({ metrics: here });
    const args = ['--metrics-port=9464', '--metrics-host=::'];
    expect(readOptions(args, {})).toMatchObject({ metrics: { port: 9464, host: '::' } });
  });

  it('logs warnings for people, and more for programs', () => {
    const logOf = (...args: string[]) => readOptions(args, {});
    expect(logOf('--log-json')).toMatchObject({ log: { level: 'info', json: true, rooms: false } });
    const args = ['--log-level=debug', '--log-rooms'];
    expect(logOf(...args)).toMatchObject({ log: { level: 'debug', json: false, rooms: true } });
  });

  it('reads STUN and TURN servers', () => {
    const fixed = ['--ice-server', 'stun:example.org', '--ice-server=turn:a:b@example.org'];
    const turn = [
      '--turn-url',
      'turn:t.example',
      '--turn-url=turns:t.example:5349',
      '--turn-secret-file',
      's',
    ];
    expect(readOptions([...fixed, ...turn], {})).toMatchObject({
      iceServers: [
        { urls: ['stun:example.org'] },
        { urls: ['turn:example.org'], username: 'a', credential: 'b' },
      ],
      turn: { urls: ['turn:t.example', 'turns:t.example:5349'], secretFile: 's' },
    });
    for (const option of ['--ice-server', '--turn-url', '--turn-secret-file']) expect(HELP).toContain(option);
  });

  it('has a line of help for each limit', () => {
    for (const name of ['max-message-bytes', 'max-rate', 'max-peers', 'max-rooms', 'max-idle-hours']) {
      expect(HELP).toMatch(new RegExp(`^  --${name} <number> +.*Default: \\d+$`, 'm'));
    }
  });

  it('shows the help, whatever else is asked', () => {
    expect(readOptions(['--port', 'x', '--help'], {})).toEqual({ kind: 'help' });
  });

  it.each([
    [['--port', 'abc'], {}, '--port must be a number from 0 to 65535, not "abc"'],
    [['--port', '65536'], {}, '--port must be a number'],
    [['--port', '80.5'], {}, '--port must be a number'],
    [['--port='], {}, '--port must be a number'],
    [[], { PORT: 'tcp://10.0.0.1' }, 'The variable PORT must be a number'],
    [['--port', '6667'], {}, 'Browsers refuse to open port 6667'],
    [['--prot', '80'], {}, "Unknown option '--prot'"],
    [['--port'], {}, "'--port"],
    [['--port', '-1'], {}, '--port'],
    [['--max-rate', '0'], {}, '--max-rate must be a whole number from 1 to'],
    [['--max-message-bytes', '1e5'], {}, '--max-message-bytes must be a whole number from 10000 to'],
    [['--allow-origin', 'example.org'], {}, '--allow-origin must be * or as in https://example.org'],
    [['--allow-origin', 'https://example.org/page'], {}, '--allow-origin must be'],
    [['--drain-seconds', '601'], {}, '--drain-seconds must be a whole number from 0 to 600'],
    [['--drain-seconds=-1'], {}, '--drain-seconds must be'],
    [['--metrics-port', 'x'], {}, '--metrics-port must be a number from 0 to 65535'],
    [['--metrics-port', '8080'], {}, '--metrics-port must be another port than --port'],
    [['--metrics-host', '0.0.0.0'], {}, '--metrics-host needs --metrics-port too'],
    [['--metrics-port=1', '--metrics-host='], {}, '--metrics-host must be an address'],
    [['--log-level', 'loud'], {}, '--log-level must be one of silent, error, warn, info, debug'],
    [['--name', 'https://example.org'], {}, '--name must be as in example.org'],
    [['--name', 'example.org:80'], {}, '--name must be'],
    [['--name='], {}, '--name must be'],
    [['--cert', 'a.pem'], {}, '--cert needs --key FILE too'],
    [['--key', 'a.pem', '--https'], {}, '--key needs --cert FILE too'],
    [['--cert=', '--key='], {}, '--cert and --key must be paths'],
    [['--ice-server', 'example.org'], {}, '--ice-server must be as in stun:example.org:3478'],
    [['--ice-server', 'turn:example.org'], {}, 'say --turn-url'],
    [['--turn-url', 'stun:example.org', '--turn-secret-file', 's'], {}, '--turn-url must be as in turn:'],
    [['--turn-url', 'turn:example.org'], {}, '--turn-url needs --turn-secret-file FILE too'],
    [['--turn-secret-file', 's'], {}, '--turn-secret-file needs --turn-url URL too'],
    [['--turn-secret-file=', '--turn-url', 'turn:example.org'], {}, '--turn-secret-file must be the path'],
    [['9000'], {}, 'npm start -- --port'],
  ])('refuses %j with %j in one line', (args, env, expected) => {
    const options = readOptions(args, env);
    expect(options.kind).toBe('error');
    const message = options.kind === 'error' ? options.message : '';
    expect(message).toContain(expected);
    expect(message).not.toContain('\n');
  });
});

describe('explainListenError', () => {
  const failure = (code: string) => Object.assign(new Error(code), { code });

  it('says what to do', () => {
    expect(explainListenError(failure('EADDRINUSE'), 8080, undefined)).toMatch(/8080 is in use.*--port 8081/);
    expect(explainListenError(failure('EACCES'), 80, undefined)).toMatch(/80 is not allowed.*--port 8080/);
    expect(explainListenError(failure('ENOTFOUND'), 80, 'nowhere')).toContain('"nowhere" is not an address');
    expect(explainListenError(failure('EADDRINUSE'), 9464, 'x', 'metrics-')).toMatch(/--metrics-port 8080/);
    expect(explainListenError(failure('ENOTFOUND'), 9464, 'x', 'metrics-')).toContain('--metrics-host');
  });

  it('leaves other errors alone', () => {
    expect(explainListenError(new Error('x'), 80, undefined)).toBeNull();
    expect(explainListenError('x', 80, undefined)).toBeNull();
  });
});
