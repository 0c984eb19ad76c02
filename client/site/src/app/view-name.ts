/** Which view a fragment asks for. */

/** `room` is the usual one: a session, and the form that begins one. */
const VIEWS = ['room', 'lab', 'make', 'lessons', 'leaks'] as const;
export type ViewName = (typeof VIEWS)[number];

/** @param fragment with or without `#`. A name nobody knows is the usual view. */
export function viewOf(fragment: string): ViewName {
  const name = new URLSearchParams(fragment.replace(/^#/, '')).get('view');
  return VIEWS.find((one) => one === name) ?? 'room';
}
