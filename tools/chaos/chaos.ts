/** A way to mistreat what must hold, one subcommand of `npm run chaos`. */
export interface Chaos {
  readonly name: string;
  readonly summary: string;
  /** @param argv what follows the name @throws Error where something did not hold, with the command that replays it */
  run(argv: readonly string[]): Promise<void>;
}
