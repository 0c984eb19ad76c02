/** The charts of a run, to be saved as one picture. What draws them is loaded when somebody asks for it. */
import { useSignal } from '@preact/signals';
import type { Session } from 'hearsay';
import { words } from '../words/words.ts';
import { saveFile } from './save-file.ts';

export function KeepCharts({ session }: { session: Session }) {
  const { title, text, svg, png, none, saved, failed } = words.value.kept.charts;
  const state = useSignal<'none' | 'saved' | 'failed' | null>(null);
  const save = async (kind: 'svg' | 'png'): Promise<void> => {
    state.value = null;
    if (session.history.peek().length === 0) {
      state.value = 'none';
      return;
    }
    try {
      const { chartsOf, pngOf } = await import('./take-charts.ts');
      const charts = await chartsOf(session);
      if (kind === 'svg') saveFile(`${charts.name}.svg`, charts.svg, 'image/svg+xml');
      else saveFile(`${charts.name}.png`, await pngOf(charts.svg), 'image/png');
      state.value = 'saved';
    } catch {
      state.value = 'failed';
    }
  };
  return (
    <section aria-labelledby="kept-charts">
      <h3 id="kept-charts">{title}</h3>
      <p class="hint">{text}</p>
      <div class="kept-buttons">
        <button type="button" onClick={() => void save('svg')}>
          {svg}
        </button>
        <button type="button" onClick={() => void save('png')}>
          {png}
        </button>
      </div>
      <output class="hint">{state.value !== null && { none, saved, failed }[state.value]}</output>
    </section>
  );
}
