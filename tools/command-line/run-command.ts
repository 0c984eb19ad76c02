/** Runs a command's main function and turns whatever goes wrong into one line and an exit code. */
import { HelpRequest } from './flag-error.ts';

/** The part of `process` that is used, so that tests can stand in for it. */
export interface CommandProcess {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  readonly env: { readonly DEBUG?: string | undefined };
  exitCode?: number | string | null | undefined;
  exit(code?: number): void;
  on(event: 'uncaughtException', listener: (error: unknown) => void): unknown;
}

/**
 * Runs `main`. A FlagError or any other error goes to stderr as one line (with `DEBUG=1` as a stack) and the
 * process exits with 1; `--help` goes to stdout. A reader of stdout that leaves early (`| head`) ends the
 * process without a word.
 */
export async function runCommand(
  main: () => void | Promise<void>,
  program: CommandProcess = process,
): Promise<void> {
  program.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') program.exit();
    else fail(error, program);
  });
  // Also what a timer or an event handler throws, and promises nobody waits for.
  program.on('uncaughtException', (error) => void fail(error, program));
  try {
    await main();
  } catch (error) {
    if (error instanceof HelpRequest) program.stdout.write(`${error.message}\n`);
    else await fail(error, program);
  }
}

async function fail(error: unknown, program: CommandProcess): Promise<void> {
  program.exitCode = 1;
  const debugging = program.env.DEBUG !== undefined && program.env.DEBUG !== '' && program.env.DEBUG !== '0';
  const lines = debugging && error instanceof Error ? (error.stack ?? error.message) : describeError(error);
  // Results written before the failure must arrive although the process is ended, not left to end: workers
  // and open connections would keep it alive.
  await flush(program.stdout, '');
  await flush(program.stderr, `${lines}\n`);
  program.exit(1);
}

/** Any thrown value on one line, with the causes of an error in brackets. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return oneLine(String(error));
  const message = oneLine(error.message) || error.name;
  return error.cause instanceof Error ? `${message} (${describeError(error.cause)})` : message;
}

function oneLine(message: string): string {
  return message.trim().replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' ');
}

function flush(stream: NodeJS.WritableStream, text: string): Promise<void> {
  return new Promise((resolve) => stream.write(text, () => resolve()));
}
