/** In place of the package `debug`: nobody reads what simple-peer would say. See `stream.ts`. */
const quiet = () => (): void => {};

export { quiet as 'module.exports' };
