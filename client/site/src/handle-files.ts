/** What `window.hearsay` gives and takes as files: loaded when it is asked for. */
import { fromBase64, toBase64 } from '@hearsay/shared/util/base64.ts';
import type { Session } from 'hearsay';
import { logFilesOf, modelFilesOf, readModel } from 'hearsay/files';
import { errorOf, HearsayError } from 'hearsay/words';
import { wantedOf } from './app/kept/wanted.ts';
import type { Page } from './app/page.ts';
import type { ExportedModel, Hearsay } from './hearsay.ts';

export async function exportModel(session: Session): Promise<ExportedModel> {
  const { weights, ...rest } = await modelFilesOf(session);
  return { ...rest, weights: toBase64(weights) };
}

/** See `Hearsay.importModel`. @throws HearsayError `run-under-way` or `bad-model` */
export async function importModel(page: Page, model: Parameters<Hearsay['importModel']>[0]): Promise<void> {
  if (page.running.value) throw errorOf({ code: 'run-under-way' });
  if (model === null) {
    page.imported.value = null;
    return;
  }
  // Its change is told a moment later than it is made.
  page.readAddress();
  const wanted = await wantedOf(page.reading.value.settings.task);
  const weights = fromBase64(model.weights) ?? new Uint8Array();
  const read = wanted && readModel(model.description, weights, ...wanted);
  if (!read?.ok) {
    const problem = read?.problem ?? 'unknown-task';
    const { kept } = await import('./app/words/en.ts?kept');
    throw new HearsayError({ code: 'bad-model', problem }, kept.importing.problems[problem]);
  }
  page.imported.value = read.model;
}

/** See `Hearsay.exportLog`. @throws HearsayError `no-run` */
export async function exportLog(session: Session | null): ReturnType<Hearsay['exportLog']> {
  if (!session || session.status.value.phase === 'idle') throw errorOf({ code: 'no-run' });
  const { csv, json } = logFilesOf(session, navigator.userAgent);
  // The log is to be had without what draws, which may not be loaded any more where the server is gone.
  const svg = await import('./app/kept/take-charts.ts')
    .then(async ({ chartsOf }) => (await chartsOf(session)).svg)
    .catch(() => '');
  return { csv, json, svg };
}
