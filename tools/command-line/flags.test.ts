import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  decimal,
  FlagError,
  flag,
  HelpRequest,
  integer,
  list,
  oneOf,
  parseFlags,
  range,
  text,
} from './flags.ts';

function parse(...argv: string[]) {
  return parseFlags(
    {
      command: 'npm run simulate --',
      summary: 'Simulates a room.',
      flags: {
        peers: { ...list(integer(1, 1_000_000)), initial: [8], help: 'how many tabs' },
        seeds: { ...range(0, 1000), initial: [1, 2, 3], help: 'one run for each' },
        rate: { ...decimal(-1, 1), initial: 0.1, help: 'SGD step size' },
        method: { ...oneOf(['plain', 'other']), initial: 'plain', help: 'how they learn' },
        localSteps: { ...integer(1, 99), initial: null, help: 'steps in one update' },
        out: { ...text(), initial: null, help: 'where the chart goes' },
        quiet: { ...flag(), initial: false, help: 'no progress' },
      },
      positionals: { ...oneOf(['one', 'two']), name: 'paper', help: 'which', least: 0, most: 2 },
    },
    argv,
  );
}

function message(...argv: string[]): string {
  try {
    parse(...argv);
  } catch (error) {
    if (error instanceof FlagError) return error.message;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('values', () => {
  it('has the initial ones when there are no arguments', () => {
    expect(parse()).toEqual({
      values: {
        peers: [8],
        seeds: [1, 2, 3],
        rate: 0.1,
        method: 'plain',
        localSteps: null,
        out: null,
        quiet: false,
      },
      positionals: [],
    });
  });

  it('has types', () => {
    const { values, positionals } = parse();
    expectTypeOf(values.peers).toEqualTypeOf<readonly number[]>();
    expectTypeOf(values.method).toEqualTypeOf<'plain' | 'other'>();
    expectTypeOf(values.localSteps).toEqualTypeOf<number | null>();
    expectTypeOf(values.quiet).toEqualTypeOf<boolean>();
    expectTypeOf(positionals).toEqualTypeOf<readonly ('one' | 'two')[]>();
    const description = { command: '', summary: '' };
    // @ts-expect-error an initial value of another kind
    parseFlags({ ...description, flags: { n: { ...integer(1, 2), initial: '1', help: '' } } }, []);
  });

  it('takes --name value, --name=value, dashes for capitals, and the last of two', () => {
    const { values } = parse('--peers', '8,64', '--seeds=4..6', '--local-steps', '5', '--quiet', '--peers=9');
    expect(values).toMatchObject({ peers: [9], seeds: [4, 5, 6], localSteps: 5, quiet: true });
    expect(parse('--quiet=false').values.quiet).toBe(false);
  });

  it('takes negative numbers, and texts with dashes and = signs', () => {
    expect(parse('--rate', '-0.5').values.rate).toBe(-0.5);
    expect(parse('--rate=-0.5').values.rate).toBe(-0.5);
    expect(parse('--out=--a=b').values.out).toBe('--a=b');
  });

  it('gives positional arguments in their order, also after --', () => {
    expect(parse('two', '--quiet', 'one').positionals).toEqual(['two', 'one']);
    expect(parse('--', 'one').positionals).toEqual(['one']);
  });
});

describe('mistakes', () => {
  it.each([
    [
      ['--peers', 'abc'],
      '--peers abc: must be a whole number from 1 to 1000000, or several with commas between',
    ],
    [['--rate=0x1'], '--rate 0x1: must be a number from -1 to 1'],
    [['--method', 'none'], '--method none: must be one of plain, other'],
    [['--quiet=maybe'], '--quiet maybe: must be true or false'],
    [['--rate'], '--rate: needs a value, a number from -1 to 1'],
    [['--rate', '--quiet'], '--rate: needs a value, a number from -1 to 1'],
    [['--out='], '--out: needs a value, a text'],
    [['--pers', '3'], '--pers: no such flag, did you mean --peers?'],
    [['--localSteps=3'], '--localSteps: no such flag, did you mean --local-steps?'],
    [['-peers', '3'], '-peers: no such flag, did you mean --peers?'],
    [['three'], 'paper three: must be one of one, two'],
    [['one', 'two', 'one'], 'one: an argument that was not expected, at most 2 of them are allowed'],
  ])('%j', (argv, expected) => {
    expect(message(...argv)).toBe(expected);
  });

  it('lists the known flags when none is near', () => {
    expect(message('--xyzzy')).toMatch(
      /^--xyzzy: no such flag, known are --peers, .*--local-steps, .*--help$/,
    );
  });

  it('knows no flags of Object', () => {
    for (const name of ['--__proto__', '--constructor', '--toString']) expect(message(name)).toContain(name);
  });

  it('misses positional arguments', () => {
    const positionals = { ...text(), name: 'file', help: '', least: 1, most: 1 };
    const description = { command: 'x', summary: '', flags: {}, positionals };
    expect(() => parseFlags(description, [])).toThrow('file: missing, must be a text');
    expect(() => parseFlags({ command: 'x', summary: '', flags: {} }, ['a'])).toThrow(
      'only flags are allowed',
    );
  });

  it('says everything in one line, whatever the arguments', () => {
    const argument = fc.oneof(
      fc.string(),
      fc.constantFrom('--peers', '--rate', '-h', '--', '--seeds=', '\n'),
    );
    fc.assert(
      fc.property(fc.array(argument), (argv) => {
        try {
          parse(...argv);
        } catch (error) {
          expect(error instanceof FlagError || error instanceof HelpRequest).toBe(true);
          if (error instanceof FlagError) expect(error.message).toMatch(/^.{1,300}$/);
        }
      }),
    );
    expect(message('--rate', `1\n2${'x'.repeat(1000)}`).length).toBeLessThan(200);
  });
});
