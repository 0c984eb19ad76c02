import type { Problem } from '../problems.ts';

/** What nobody foresaw, as a problem. */
export const workerFailed = (what: string): Problem => ({ code: 'worker-failed', what });
