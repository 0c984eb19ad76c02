/** Which view a fragment asks for. */

/** `room` is the usual one: a session, and the form that begins one. */
export type ViewName = 'room' | 'lab' | 'make' | 'lessons';

/** @param fragment with or without `#`. A name nobody knows is the usual view. */
export function viewOf(fragment: string): ViewName {
  const name = new URLSearchParams(fragment.replace(/^#/, '')).get('view');
  return name === 'lab' || name === 'make' || name === 'lessons' ? name : 'room';
}
