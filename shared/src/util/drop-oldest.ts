/** Keeps within its bound what others can make grow. @param from drops what was put in first @param most that stay */
export function dropOldest<Key>(from: Map<Key, unknown> | Set<Key>, most: number): void {
  for (const oldest of from.keys()) {
    if (from.size <= most) return;
    from.delete(oldest);
  }
}
