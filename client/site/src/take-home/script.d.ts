/** The text of a module as one script, see `script-text.ts`. */
declare module '*?script' {
  const code: string;
  export default code;
}
