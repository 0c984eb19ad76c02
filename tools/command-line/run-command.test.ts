import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { FlagError, HelpRequest } from './flag-error.ts';
import { type CommandProcess, runCommand } from './run-command.ts';

function fakeProcess(env: CommandProcess['env'] = {}) {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const exits: (number | undefined)[] = [];
  let uncaught: (error: unknown) => void = () => {};
  const program: CommandProcess = {
    stdout,
    stderr,
    env,
    exit: (code) => exits.push(code),
    on: (_event, listener) => {
      uncaught = listener;
    },
  };
  const output = async () => {
    stdout.end();
    stderr.end();
    return { out: await text(stdout), err: await text(stderr), exits };
  };
  return { program, output, stdout, throwUncaught: (error: unknown) => uncaught(error) };
}

async function run(main: () => void | Promise<void>, env?: CommandProcess['env']) {
  const { program, output } = fakeProcess(env);
  await runCommand(main, program);
  return output();
}

describe('runCommand', () => {
  it('leaves a command that succeeds alone', async () => {
    expect(await run(() => {})).toEqual({ out: '', err: '', exits: [] });
  });

  it('prints the usage text on stdout, without failing', async () => {
    const outcome = await run(() => {
      throw new HelpRequest('Usage: x');
    });
    expect(outcome).toEqual({ out: 'Usage: x\n', err: '', exits: [] });
  });

  it.each([
    [new FlagError('--peers abc: must be a number'), '--peers abc: must be a number\n'],
    [new Error('two\n  lines', { cause: new Error('why') }), 'two lines (why)\n'],
    [new RangeError(), 'RangeError\n'],
    ['a string', 'a string\n'],
  ])('prints one line for %s', async (error, expected) => {
    const outcome = await run(() => Promise.reject(error));
    expect(outcome).toEqual({ out: '', err: expected, exits: [1] });
  });

  it('prints the stack for DEBUG=1', async () => {
    const main = () => Promise.reject(new Error('lost'));
    expect((await run(main, { DEBUG: '1' })).err).toContain('run-command.test.ts');
    expect((await run(main, { DEBUG: '0' })).err).toBe('lost\n');
  });

  it('reports what is thrown outside of main', async () => {
    const { program, output, throwUncaught } = fakeProcess();
    await runCommand(() => {}, program);
    throwUncaught(new Error('in a timer'));
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await output()).toEqual({ out: '', err: 'in a timer\n', exits: [1] });
  });

  it('ends quietly when the reader of stdout has left', async () => {
    const { program, stdout } = fakeProcess();
    const exits: unknown[] = [];
    await runCommand(() => {}, { ...program, exit: (code) => exits.push(code) });
    stdout.emit('error', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    expect(exits).toEqual([undefined]);
  });
});
