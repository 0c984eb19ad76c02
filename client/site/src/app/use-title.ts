import { useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';

/** The title of the page while a view is shown, in its language. @param title reads the words, which are a signal */
export function useTitle(title: () => string): void {
  useEffect(() => {
    const before = document.title;
    return () => {
      document.title = before;
    };
  }, []);
  useSignalEffect(() => {
    document.title = title();
  });
}
