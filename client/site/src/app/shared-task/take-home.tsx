/** The network to take along: as one page that runs without a server. */
import { useSignal } from '@preact/signals';
import licencesAddress from '../../data/features/licences.txt?url';
import { canBeTaken, needsFrozen, type TakenTable, takeHomePage, takenHome } from '../../take-home/page.ts';
import { saveFile } from '../kept/save-file.ts';
import { language, words } from '../words/words.ts';
import type { SharedRun } from './open-shared.ts';
import type { TableRows } from './table-rows.ts';

export function TakeHome({ run }: { run: SharedRun }) {
  const { session, shared, table } = run;
  const { takeHome: say, collect } = words.value.shared;
  const state = useSignal<'taking' | 'saved' | 'failed' | 'unreachable' | null>(null);
  const frozenToo = needsFrozen(shared.data);
  const take = async (): Promise<void> => {
    state.value = 'taking';
    const parameters = await session.roomParameters().catch(() => null);
    if (parameters === null) {
      state.value = 'failed';
      return;
    }
    try {
      const [{ default: code }, frozen] = await Promise.all([
        import('../../take-home/page-code.ts?script'),
        frozenToo
          ? import('../../take-home/frozen-network.ts').then((part) => part.loadFrozenNetwork())
          : null,
      ]);
      const { cameraLabel, cameraOn, cameraOff, cameraStates: camera } = collect;
      const pageWords = { ...say.page, lang: language.value, cameraLabel, cameraOn, cameraOff, camera };
      const along = { table: tableOf(table), frozen };
      const taken = takenHome(shared, Float32Array.from(parameters), pageWords, along);
      if (taken === null) throw new RangeError('This network cannot be taken home.');
      saveFile(`${shared.title}.html`, takeHomePage(taken, code, frozen?.licences), 'text/html');
      state.value = 'saved';
    } catch {
      state.value = 'unreachable';
    }
  };
  if (!canBeTaken(shared)) return null;
  return (
    <section class="panel take-home" aria-labelledby="take-home">
      <h2 id="take-home">{say.heading}</h2>
      <p class="hint">{say.text}</p>
      {frozenToo && (
        <p class="hint">
          {say.frozen} <a href={licencesAddress}>{say.licences}</a>
        </p>
      )}
      <div>
        <button type="button" disabled={state.value === 'taking'} onClick={() => void take()}>
          {say.save}
        </button>
      </div>
      <output class="hint">{state.value !== null && say[state.value]}</output>
    </section>
  );
}

function tableOf(table: TableRows | null): TakenTable | null {
  if (table === null) return null;
  const { data, spreads, statistics } = table;
  return { data, spreads: spreads.peek(), categories: statistics.known.peek()?.categories ?? [] };
}
