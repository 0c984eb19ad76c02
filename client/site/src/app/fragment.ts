/** The part of the address behind `#`: settings of the run, and a few names that are the page's own. */

/** What the page is shown in, not what is learned: no setting of a run. */
const OWN_NAMES = ['lang'] as const;
export type OwnName = (typeof OWN_NAMES)[number];

/** A view of a run. The lab is none: its address has settings of its own. */
const CLASSROOM = 'view=classroom';

const isOwn = (part: string): boolean =>
  part === CLASSROOM || OWN_NAMES.some((name) => part.split('=')[0] === name);
const partsOf = (fragment: string): string[] => fragment.replace(/^#/, '').split('&').filter(Boolean);

/** The settings of the run alone. */
export function runPart(fragment: string): string {
  return partsOf(fragment)
    .filter((part) => !isOwn(part))
    .join('&');
}

/** Other settings of the run, with what is the page's own as it is. */
export function withRun(fragment: string, run: string): string {
  return [...partsOf(run), ...partsOf(fragment).filter(isOwn)].join('&');
}

/** Null where the address does not say. */
export function ownValue(fragment: string, name: OwnName): string | null {
  return new URLSearchParams(fragment.replace(/^#/, '')).get(name);
}

export function withOwnValue(fragment: string, name: OwnName, value: string): string {
  const others = partsOf(fragment).filter((part) => part.split('=')[0] !== name);
  return [...others, `${name}=${encodeURIComponent(value)}`].join('&');
}

/** Whether the run is shown as a classroom is, for all to see, and not as this tab's own page. */
export function showsClassroom(fragment: string): boolean {
  return partsOf(fragment).includes(CLASSROOM);
}

export function withClassroom(fragment: string, shown: boolean): string {
  const others = partsOf(fragment).filter((part) => part !== CLASSROOM);
  return [...others, ...(shown ? [CLASSROOM] : [])].join('&');
}
