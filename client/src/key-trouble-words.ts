/** What it means for people that the keys of two tabs are not the same, and what to do. */
import type { KeyTrouble } from './mesh/handshake-guard.ts';

const WORDS: Record<KeyTrouble, string> = {
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

export function keyTroubleWords(trouble: KeyTrouble): string {
  return WORDS[trouble];
}

export const KEY_TROUBLES: readonly string[] = Object.values(WORDS);
