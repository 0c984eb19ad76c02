/** What is transferred to and from a peer's thread are buffers alone, which Node and browsers know alike. */
export function buffersOf(transfer: readonly Transferable[]): ArrayBuffer[] {
  return transfer.filter((item) => item instanceof ArrayBuffer);
}
