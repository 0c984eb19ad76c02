/** The network to take along: as one page that runs without a server. */
import { useSignal } from '@preact/signals';
import { type TakenTable, takeHomePage, takenHome } from '../../take-home/page.ts';
import { saveFile } from '../kept/save-file.ts';
import { language, words } from '../words/words.ts';
import type { SharedRun } from './open-shared.ts';
import type { TableRows } from './table-rows.ts';

export function TakeHome({ run }: { run: SharedRun }) {
  const { session, shared, table } = run;
  const { takeHome: say } = words.value.shared;
  const failed = useSignal(false);
  const take = async (): Promise<void> => {
    failed.value = false;
    try {
      const [parameters, { default: code }] = await Promise.all([
        session.roomParameters(),
        import('../../take-home/page-code.ts?script'),
      ]);
      const taken = takenHome(
        shared,
        Float32Array.from(parameters),
        { ...say.page, lang: language.value },
        tableOf(table),
      );
      if (taken !== null) saveFile(`${shared.title}.html`, takeHomePage(taken, code), 'text/html');
    } catch {
      failed.value = true;
    }
  };
  // Features are made by a network that is not in the page.
  const fits = shared.data.kind !== 'pictures' || shared.data.features === null;
  if (!fits) return null;
  return (
    <section class="panel take-home" aria-labelledby="take-home">
      <h2 id="take-home">{say.heading}</h2>
      <p class="hint">{say.text}</p>
      <div>
        <button type="button" onClick={() => void take()}>
          {say.save}
        </button>
      </div>
      <output class="hint">{failed.value && say.failed}</output>
    </section>
  );
}

function tableOf(table: TableRows | null): TakenTable | null {
  if (table === null) return null;
  const { data, spreads, statistics } = table;
  return { data, spreads: spreads.peek(), categories: statistics.known.peek()?.categories ?? [] };
}
