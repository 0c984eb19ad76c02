/** What went wrong, in the words of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The first sentence of that, without its full stop: Node adds advice to what it says of arguments. */
export function firstSentenceOf(error: unknown): string {
  return messageOf(error).split(/\.? *\n|\. /, 1)[0];
}
