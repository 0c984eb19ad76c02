/** Processes of the bench's own that are asked over Node's channel between parent and child, one question after the other. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

export interface Child<Request, Reply> {
  ask(request: Request): Promise<Reply>;
  stop(): Promise<void>;
}

/** @param setting what it has to know from the start @throws Error where it ends before it is ready */
export async function startChild<Request extends object, Reply>(
  file: string,
  setting: object = {},
  nodeOptions: readonly string[] = [],
): Promise<Child<Request, Reply>> {
  const child = fork(file, [JSON.stringify(setting)], {
    execArgv: ['--import', import.meta.resolve('tsx'), '--expose-gc', ...nodeOptions],
    // What it prints is no figure; what goes wrong is to be seen.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await nextMessage(child);
  return {
    async ask(request) {
      child.send(request);
      return (await nextMessage(child)) as Reply;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      // So that a profile that was asked for is written.
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function nextMessage(child: ChildProcess): Promise<unknown> {
  const ended = new AbortController();
  const onExit = (code: number | null): void => ended.abort(new Error(`A process has ended with ${code}.`));
  child.once('exit', onExit);
  try {
    const [message] = await once(child, 'message', { signal: ended.signal });
    if (isFailure(message)) throw new Error(message.failure);
    return message;
  } catch (error) {
    throw ended.signal.aborted ? ended.signal.reason : error;
  } finally {
    child.off('exit', onExit);
  }
}

const isFailure = (message: unknown): message is { failure: string } =>
  typeof message === 'object' && message !== null && 'failure' in message;

/** In the child: says that it is ready, and answers the parent's questions. */
export function serveParent<Request, Reply extends object>(
  answer: (request: Request) => Promise<Reply>,
): void {
  const send = (message: object): void => void process.send?.(message);
  process.on('message', (request: Request) => {
    answer(request).then(send, (error: unknown) => send({ failure: String(error) }));
  });
  process.on('SIGTERM', () => process.exit(0));
  // Whoever was killed asks nothing more.
  process.on('disconnect', () => process.exit(0));
  send({ ready: true });
}

/** What the process was started with. */
export const settingOf = <Setting>(): Setting => JSON.parse(process.argv[2]) as Setting;
