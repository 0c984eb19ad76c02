/** Models that this tab had before, to go back to. */
import { useSignal } from '@preact/signals';
import type { EarlierModel, Session } from 'hearsay';
import { useEffect } from 'preact/hooks';
import { words } from '../words/words.ts';

export function EarlierSection({ session }: { session: Session }) {
  const { title, text, none, nameOf, goBack, gone, failed } = words.value.kept.earlier;
  const models = useSignal<readonly EarlierModel[]>([]);
  const said = useSignal('');
  const { checkpoint, phase } = session.status.value;
  const list = async (): Promise<void> => {
    models.value = await session.earlierModels().catch(() => []);
  };
  // One is kept when the run is.
  useEffect(() => void list(), [session, checkpoint.updates]);
  const take = async ({ id, updates }: EarlierModel): Promise<void> => {
    said.value = await session.goBackTo(id).then(
      () => gone(updates),
      () => failed,
    );
    await list();
  };
  const now = Date.now();
  return (
    <section aria-labelledby="kept-earlier">
      <h3 id="kept-earlier">{title}</h3>
      <p class="hint">{text}</p>
      {models.value.length === 0 ? (
        <p class="hint">{none}</p>
      ) : (
        <ul class="kept-earlier">
          {models.value.map((model) => (
            <li key={model.id}>
              <span id={`earlier-${model.id}`}>
                {nameOf((now - model.savedAt) / 1000, model.updates, model.accuracy)}
              </span>
              <button
                type="button"
                disabled={phase !== 'training' && phase !== 'paused'}
                aria-describedby={`earlier-${model.id}`}
                onClick={() => take(model)}
              >
                {goBack}
              </button>
            </li>
          ))}
        </ul>
      )}
      <output class="hint">{said.value}</output>
    </section>
  );
}
