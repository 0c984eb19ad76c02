/** The model in a peer's state, without what is mixed with it: a view of the same memory, or the state itself. */
export function modelPart(state: Float32Array, dimension: number): Float32Array {
  return state.length === dimension ? state : state.subarray(0, dimension);
}
