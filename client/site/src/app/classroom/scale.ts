/**
 * How shares from 0 to 1 look: from faint to strong in one hue, told apart by lightness alone, so that it reads the same for
 * every kind of colour vision, and in grey. The number stands in it besides.
 */

export interface Shade {
  /** As CSS colours. */
  readonly fill: string;
  /** Black or white, whichever is read better on it: the contrast is at least 4.5. */
  readonly ink: string;
}

type Rgb = readonly [number, number, number];

/** From 0 to 1, evenly spaced; in the dark what is more is lighter. */
const STOPS: Readonly<Record<'light' | 'dark', readonly Rgb[]>> = {
  light: [
    [232, 238, 244],
    [150, 193, 226],
    [44, 124, 186],
    [6, 56, 104],
  ],
  dark: [
    [38, 50, 62],
    [29, 84, 132],
    [72, 150, 212],
    [198, 228, 252],
  ],
};
/** As many as can be told apart, and few enough to be kept. */
const LEVELS = 20;

const made = new Map<string, Shade>();

export function shadeOf(share: number, isDark: boolean): Shade {
  const level = Math.round(Math.min(1, Math.max(0, share)) * LEVELS);
  const name = `${isDark} ${level}`;
  const known = made.get(name);
  if (known) return known;
  const rgb = between(STOPS[isDark ? 'dark' : 'light'], level / LEVELS);
  const luminance = luminanceOf(rgb);
  const shade = {
    fill: `rgb(${rgb.join(' ')})`,
    ink: 1.05 / (luminance + 0.05) > (luminance + 0.05) / 0.05 ? '#fff' : '#000',
  };
  made.set(name, shade);
  return shade;
}

function between(stops: readonly Rgb[], share: number): Rgb {
  const at = share * (stops.length - 1);
  const from = stops[Math.min(stops.length - 2, Math.floor(at))];
  const to = stops[Math.min(stops.length - 1, Math.floor(at) + 1)];
  const part = at - Math.min(stops.length - 2, Math.floor(at));
  const mixed = (channel: 0 | 1 | 2): number =>
    Math.round(from[channel] + part * (to[channel] - from[channel]));
  return [mixed(0), mixed(1), mixed(2)];
}

/** Relative luminance as WCAG 2 defines it. */
function luminanceOf(rgb: Rgb): number {
  const [r, g, b] = rgb.map((channel) => {
    const value = channel / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
