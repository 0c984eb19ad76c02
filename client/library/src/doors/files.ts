/** A run's model and log as files: a door of its own, since a page needs it only when somebody asks for one. */
export { logFilesOf, modelFilesOf, runFileName } from '../kept/exports.ts';
export { readModel, readModelFiles } from '../kept/model-file.ts';
