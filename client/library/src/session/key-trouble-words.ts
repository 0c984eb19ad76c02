/** What can be wrong with a run that goes on all the same, in words for people, with what to do. */
import type { KeyTrouble } from '../mesh/handshake-guard.ts';

export type Trouble = KeyTrouble | 'unreachable';

/** In English, as a tab's status has them; the page says them in the reader's language. */
export const TROUBLE_WORDS: Readonly<Record<Trouble, string>> = {
  unreachable: 'The server cannot be reached; trying again. Peers already connected go on.',
  'other-key':
    'Another tab in this room has a different key, so the two do not connect. To join the others, leave and open ' +
    'their link, the whole of it; to let them join you, send them yours.',
  'has-key':
    'This room has a key, and the link of this tab has none, so the others do not let it in. Leave, and open the ' +
    'whole link of the room: everybody who is in it finds it on their page.',
  'no-key':
    'A tab that does not have the key of this room was not let in. If it belongs here, open the link of this room in it.',
  changed:
    'What this tab sent to another one arrived changed, and was refused. Somebody on the way, perhaps the server, ' +
    'interferes: use another network, or a server that you trust.',
};

const { unreachable, ...keyTroubles } = TROUBLE_WORDS;
export const UNREACHABLE = unreachable;
export const KEY_TROUBLES: readonly string[] = Object.values(keyTroubles);

export function keyTroubleWords(trouble: KeyTrouble): string {
  return TROUBLE_WORDS[trouble];
}

/** Which trouble an error of a status is; null for any other error. */
export function troubleOf(message: string): Trouble | null {
  const found = Object.entries(TROUBLE_WORDS).find(([, words]) => words === message);
  return found ? (found[0] as Trouble) : null;
}
