/** The charts, the log, the model and the link of a run, to be saved. */
import './kept.css';
import { useSignal } from '@preact/signals';
import type { Session } from 'hearsay';
import { logFilesOf, modelFilesOf } from 'hearsay/files';
import { useEffect } from 'preact/hooks';
import { linkTo } from '../session/link.ts';
import { words } from '../words/words.ts';
import { EarlierSection } from './earlier-section.tsx';
import { KeepCharts } from './keep-charts.tsx';
import { saveFile } from './save-file.ts';

export function KeepPanel({ session }: { session: Session }) {
  const { kept: say } = words.value;
  const { updates, failed } = session.status.value.checkpoint;
  return (
    <div class="kept-panel">
      {!failed && (
        <p>
          {updates === null ? say.soon : say.since(updates)} <span class="hint">{say.limits}</span>
        </p>
      )}
      <KeepCharts session={session} />
      <KeepLog session={session} />
      <KeepModel session={session} />
      <EarlierSection session={session} />
      <section aria-labelledby="kept-again">
        <h3 id="kept-again">{say.again.title}</h3>
        <label class="hint" for="run-link">
          {say.again.label}
        </label>
        <input
          id="run-link"
          type="text"
          readOnly
          value={linkTo(session.settings, location.href)}
          onFocus={(event) => event.currentTarget.select()}
        />
        <p class="hint">{say.again.text}</p>
      </section>
    </div>
  );
}

function KeepLog({ session }: { session: Session }) {
  const { title, text, csv, json } = words.value.kept.log;
  const save = (kind: 'csv' | 'json'): void => {
    const files = logFilesOf(session, navigator.userAgent);
    if (kind === 'csv') saveFile(files.csvName, files.csv, 'text/csv');
    else saveFile(files.jsonName, files.json, 'application/json');
  };
  return (
    <section aria-labelledby="kept-log">
      <h3 id="kept-log">{title}</h3>
      <p class="hint">{text}</p>
      <div class="kept-buttons">
        <button type="button" onClick={() => save('csv')}>
          {csv}
        </button>
        <button type="button" onClick={() => save('json')}>
          {json}
        </button>
      </div>
    </section>
  );
}

interface Ready {
  readonly updates: number;
  readonly files: readonly { readonly name: string; readonly url: string; readonly bytes: number }[];
}

/** The two files are of one moment, and saved by a link each: browsers ask before a page saves several at once. */
function KeepModel({ session }: { session: Session }) {
  const { title, text, prepare, preparing, ready, failed } = words.value.kept.model;
  const state = useSignal<'none' | 'preparing' | 'failed' | Ready>('none');
  const current = state.value;
  const release = (): void => {
    const { value } = state;
    if (typeof value === 'object') for (const { url } of value.files) URL.revokeObjectURL(url);
  };
  useEffect(() => release, []);
  const take = async (): Promise<void> => {
    release();
    state.value = 'preparing';
    try {
      const { updates } = session.status.value;
      const { description, descriptionName, weights, weightsName } = await modelFilesOf(session);
      const fileOf = (name: string, content: BlobPart, type: string) => {
        const blob = new Blob([content], { type });
        return { name, url: URL.createObjectURL(blob), bytes: blob.size };
      };
      state.value = {
        updates,
        files: [
          fileOf(descriptionName, description, 'application/json'),
          fileOf(weightsName, weights, 'application/octet-stream'),
        ],
      };
    } catch {
      state.value = 'failed';
    }
  };
  return (
    <section aria-labelledby="kept-model">
      <h3 id="kept-model">{title}</h3>
      <p class="hint">{text}</p>
      <button type="button" disabled={current === 'preparing'} onClick={take}>
        {current === 'preparing' ? preparing : prepare}
      </button>
      <output class="hint">
        {current === 'failed' && failed}
        {typeof current === 'object' && ready(current.updates)}
      </output>
      {typeof current === 'object' && (
        <ul class="kept-files">
          {current.files.map(({ name, url, bytes }) => (
            <li key={name}>
              <a href={url} download={name}>
                {name}
              </a>{' '}
              <span class="hint">{words.value.format.bytes(bytes)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
