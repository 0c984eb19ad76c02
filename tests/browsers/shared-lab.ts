/** The one Chromium and the one server of all files here, each of which opens tabs of its own in them. */
import { createLab, type Lab, type SharedLab, startSharedLab } from '@hearsay/tools/browsers/tabs.ts';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    lab: SharedLab;
  }
}

/** Called by vitest, once before all files. @returns what it calls after them */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { close, ...lab } = await startSharedLab();
  project.provide('lab', lab);
  return close;
}

/** Closing it closes the tabs that were opened by it. */
export function joinLab(): Promise<Lab> {
  return createLab([], inject('lab'));
}

/** The same with a server of its own, which can be killed. */
export function joinLabWithServer(): Promise<Lab> {
  const { endpoint, display } = inject('lab');
  return createLab([], { endpoint, display });
}
