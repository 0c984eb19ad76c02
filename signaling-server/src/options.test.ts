import { describe, expect, it } from 'vitest';
import { explainListenError, readOptions } from './options.ts';

describe('readOptions', () => {
  it('listens on port 8080 of every address unless told otherwise', () => {
    expect(readOptions([], {})).toEqual({ kind: 'run', port: 8080, host: undefined });
  });

  it('prefers the command line to the environment', () => {
    const env = { PORT: '9000', HOST: '10.0.0.1' };
    expect(readOptions([], env)).toEqual({ kind: 'run', port: 9000, host: '10.0.0.1' });
    expect(readOptions(['--port', '0', '--host=::1'], env)).toEqual({ kind: 'run', port: 0, host: '::1' });
  });

  it('takes empty variables for missing ones', () => {
    expect(readOptions([], { PORT: '', HOST: '' })).toEqual({ kind: 'run', port: 8080, host: undefined });
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
  });

  it('leaves other errors alone', () => {
    expect(explainListenError(new Error('x'), 80, undefined)).toBeNull();
    expect(explainListenError('x', 80, undefined)).toBeNull();
  });
});
