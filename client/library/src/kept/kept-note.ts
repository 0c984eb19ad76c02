/** A note in the tab's session storage of which run was kept last, so that the page can offer it at once. */
import * as v from 'valibot';

const KEY = 'hearsay-kept';

const NoteSchema = v.object({
  /** See `runOf`. */
  run: v.string(),
  updates: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  /** 0 to 1; null before the first evaluation. */
  accuracy: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
});
export type KeptNote = v.InferOutput<typeof NoteSchema>;

type GetStorage = () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** That of such a run; null where another was kept last, none, or nothing can be kept. Never throws. */
export function readNote(run: string, storage: GetStorage = () => sessionStorage): KeptNote | null {
  try {
    const parsed = v.safeParse(NoteSchema, JSON.parse(storage().getItem(KEY) ?? 'null'));
    return parsed.success && parsed.output.run === run ? parsed.output : null;
  } catch {
    return null;
  }
}

/** @throws where the browser keeps nothing */
export function writeNote(note: KeptNote, storage: GetStorage = () => sessionStorage): void {
  storage().setItem(KEY, JSON.stringify(note));
}

/** That of such a run, if any. Never throws. */
export function removeNote(run: string, storage: GetStorage = () => sessionStorage): void {
  if (readNote(run, storage) !== null) storage().removeItem(KEY);
}
