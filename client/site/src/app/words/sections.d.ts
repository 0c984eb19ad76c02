/**
 * A language's file, asked for by a section: the build makes a script of each such part, with nothing else in it, so that a
 * translator has one file and a reader loads what is shown.
 */
declare module '*?starting' {
  export const starting: import('./words.ts').StartingWords;
}
declare module '*?numbers' {
  export const numbers: import('./words.ts').NumbersWords;
}
declare module '*?lab' {
  export const lab: import('./words.ts').LabWords;
}
declare module '*?kept' {
  export const kept: import('./words.ts').KeptWords;
}
declare module '*?classroom' {
  export const classroom: import('./words.ts').ClassroomWords;
}
declare module '*?examples' {
  export const examples: import('./words.ts').ExamplesWords;
}
