/** See `extractor-weights.ts`. */
declare module 'virtual:extractor-weights' {
  const address: string;
  export default address;
}
