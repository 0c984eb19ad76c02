/** A link that phones read with their camera. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

/** Modules of white around the code, as its standard asks for. */
const BORDER = 4;

export function QrCode({ link, label }: { link: string; label: string }) {
  const modules = useSignal<readonly (readonly boolean[])[]>([]);
  // Later than what the page shows at first.
  useEffect(() => {
    let gone = false;
    void import('uqr').then(({ encode }) => {
      if (!gone) modules.value = encode(link, { border: BORDER }).data;
    });
    return () => {
      gone = true;
    };
  }, [link, modules]);

  const size = modules.value.length;
  if (size === 0) return null;
  const dark = modules.value.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
  );
  return (
    <svg
      class="qr-code"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={dark.join('')} fill="#000" />
    </svg>
  );
}
