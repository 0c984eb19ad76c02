/** Sentences that come in English, from the code of a run, the server or the settings, in another language. */

/** Most phrases in one another. */
const DEEPEST = 3;

/**
 * @param phrases an English sentence as a regular expression, and what it is in the other language: `$1` is what its first
 * group matched, itself put into words where it is such a sentence
 * @returns says a sentence in the other language; null where it is none of these
 */
export function createPhrases(
  phrases: readonly (readonly [english: string, other: string])[],
): (english: string) => string | null {
  const patterns = phrases.map(([english, other]) => [new RegExp(`^(?:${english})$`), other] as const);
  const say = (english: string, depth: number): string | null => {
    for (const [pattern, other] of patterns) {
      const match = pattern.exec(english);
      if (match === null) continue;
      return other.replace(/\$(\d)/g, (_whole, group: string) => {
        const part = match[Number(group)] ?? '';
        return (depth < DEEPEST ? say(part, depth + 1) : null) ?? part;
      });
    }
    return null;
  };
  return (english) => say(english, 1);
}
