/** The views besides a room's, by their name in the address. Each is loaded when it is first shown. */
import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import type { ViewName } from './view-name.ts';

export const VIEWS: Readonly<Partial<Record<ViewName, ComponentType>>> = {
  lab: loaded(() => import('./lab/lab-view.tsx').then(({ LabView }) => LabView)),
};

/** A component that is not there yet. */
function loaded(load: () => Promise<ComponentType>): ComponentType {
  const found = signal<ComponentType | null>(null);
  const trouble = signal(false);
  const fetchIt = () =>
    load().then(
      (component) => {
        found.value = component;
      },
      () => {
        trouble.value = true;
      },
    );
  return function Loaded() {
    useEffect(() => {
      if (!found.peek()) void fetchIt();
    }, []);
    const Found = found.value;
    if (Found) return <Found />;
    return trouble.value ? (
      <p class="notice error" role="alert">
        <strong>This view could not be loaded.</strong> Check the connection to the server and reload the
        page.
      </p>
    ) : (
      // As high as the window, so that nothing below it moves when the view is there.
      <p role="status" style={{ minHeight: '100dvh' }}>
        Loading…
      </p>
    );
  };
}
