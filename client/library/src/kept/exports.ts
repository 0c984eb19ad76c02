/** What a session has to give away: its model and its log, as files. */
import type { Session } from '../session/session-options.ts';
import { logAsCsv, logAsJson, type RunLog, shownSettings } from './log-files.ts';
import { type ModelFiles, writeModel } from './model-file.ts';

export interface NamedModelFiles extends ModelFiles {
  readonly descriptionName: string;
  /** The description refers to it. */
  readonly weightsName: string;
}

type Source = Pick<Session, 'settings' | 'task' | 'status' | 'log' | 'roomParameters'>;

/** The beginning of the files' names. */
export function runFileName({
  settings,
  task,
  status,
}: Pick<Source, 'settings' | 'task' | 'status'>): string {
  return `hearsay-${settings.room}-${task.name}-${status.value.updates}`;
}

/** The room's model as it is now. Rejects before there is one. */
export async function modelFilesOf(session: Source): Promise<NamedModelFiles> {
  const parameters = await session.roomParameters();
  const { updates, roomAccuracy } = session.status.value;
  const name = runFileName(session);
  const weightsName = `${name}.weights.bin`;
  const origin = { settings: shownSettings(session.settings), updates, accuracy: roomAccuracy };
  const files = writeModel(session.task, parameters, origin, weightsName);
  return { ...files, descriptionName: `${name}.json`, weightsName };
}

/** @param browser its own words for itself */
export function logFilesOf(
  session: Source,
  browser: string,
): { csv: string; csvName: string; json: string; jsonName: string } {
  const { peerId, slot, backend } = session.status.value;
  const log: RunLog = {
    settings: session.settings,
    peer: peerId,
    slot,
    backend,
    browser,
    rows: session.log(),
  };
  const name = runFileName(session);
  return {
    csv: logAsCsv(log),
    csvName: `${name}.csv`,
    json: logAsJson(log),
    jsonName: `${name}.log.json`,
  };
}
