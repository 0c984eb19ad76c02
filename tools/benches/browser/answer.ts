/** The Worker's side of a `BenchWorker`. */

declare const self: DedicatedWorkerGlobalScope;

/** Answers every question with what `reply` returns, or with why it cannot. */
export function answer<Question>(reply: (question: Question) => Promise<unknown>): void {
  self.onmessage = async ({ data }: MessageEvent<Question>) => {
    try {
      self.postMessage({ answer: await reply(data) });
    } catch (error) {
      self.postMessage({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  };
}
