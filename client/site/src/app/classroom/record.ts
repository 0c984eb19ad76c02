/** The figures of a session's room over time, kept for as long as the session is, whichever view is shown. */
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Session } from 'hearsay';
import { figuresOf } from './figures.ts';
import { appendMoment, type Moment } from './moments.ts';

/** Least seconds between two moments. */
const EVERY = 1;

const records = new WeakMap<Session, ReadonlySignal<readonly Moment[]>>();

/** Begins with the first call for a session, and anew when all in the room begin again. */
export function momentsOf(session: Session): ReadonlySignal<readonly Moment[]> {
  const known = records.get(session);
  if (known) return known;
  const moments = signal<readonly Moment[]>([]);
  let began = 0;
  let last = Number.NEGATIVE_INFINITY;
  let resets = session.settings.resets;
  effect(() => {
    const reports = session.room.value;
    const { settings } = session;
    const now = performance.now() / 1000;
    const isNew = settings.resets !== resets;
    resets = settings.resets;
    if (isNew) moments.value = [];
    if (reports.length === 0 || (now - last < EVERY && !isNew)) return;
    last = now;
    if (moments.peek().length === 0) began = now;
    const {
      worstSlot: _,
      latency: __,
      ...figures
    } = figuresOf(reports, settings, session.status.peek().size);
    moments.value = appendMoment(moments.peek(), { seconds: now - began, ...figures });
  });
  records.set(session, moments);
  return moments;
}
