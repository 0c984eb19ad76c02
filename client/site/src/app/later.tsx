/** A component whose code is fetched when it is needed, so that the page does not wait for it. */
import { signal } from '@preact/signals';
import type { ComponentType, JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { words } from './words/words.ts';

export interface Later<Props> {
  (props: Props): JSX.Element | null;
  /** Fetches it ahead. Never rejects. */
  load(): Promise<void>;
}

/** Shows nothing until it is there, and says so where it cannot be fetched. */
export function later<Props extends object>(fetchIt: () => Promise<ComponentType<Props>>): Later<Props> {
  const loaded = signal<ComponentType<Props> | null>(null);
  const failed = signal(false);
  const load = async (): Promise<void> => {
    if (loaded.peek() !== null) return;
    try {
      loaded.value = await fetchIt();
      failed.value = false;
    } catch {
      failed.value = true;
    }
  };
  const Shown = (props: Props) => {
    useEffect(() => void load(), []);
    const Component = loaded.value;
    if (Component !== null) return <Component {...props} />;
    if (!failed.value) return null;
    return (
      <p class="notice error" role="alert">
        {words.value.site.notLoaded}
      </p>
    );
  };
  return Object.assign(Shown, { load });
}
