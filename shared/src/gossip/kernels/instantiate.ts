/** Browsers and Node have these, but no library that both have declares them. */
declare const atob: (base64: string) => string;
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new <Exports>(module: object) => { readonly exports: Exports };
};

/**
 * What uses a WebAssembly module: compiled when first asked for, and at once, since kernels are small.
 * @param compiled in base64
 * @param create makes it of what the module exports
 * @returns gives null where there is no WebAssembly with SIMD, or the page may not compile it; never throws
 */
export function kernelLoader<Exports, Kernels>(
  compiled: string,
  create: (module: Exports) => Kernels,
): () => Kernels | null {
  let loaded: Kernels | null | undefined;
  const load = (): Kernels | null => {
    // WebAssembly's memory is little-endian.
    if (new Uint8Array(new Uint32Array([1]).buffer)[0] !== 1) return null;
    try {
      const bytes = Uint8Array.from(atob(compiled), (character) => character.charCodeAt(0));
      return create(new WebAssembly.Instance<Exports>(new WebAssembly.Module(bytes)).exports);
    } catch {
      return null;
    }
  };
  return () => {
    if (loaded === undefined) loaded = load();
    return loaded;
  };
}

/** So many, and what is left of the last step. */
export const wholeSteps = (count: number, step: number): number => Math.ceil(count / step) * step;
