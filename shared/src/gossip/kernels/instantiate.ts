/** Browsers and Node have these, but no library that both have declares them. */
declare const atob: (base64: string) => string;
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new <Exports>(module: object) => { readonly exports: Exports };
};

/**
 * A WebAssembly module's exports, each time of a new instance. It is compiled when first asked for, and at once, since kernels
 * are small.
 * @param compiled in base64
 * @returns gives null where there is no WebAssembly with SIMD, or the page may not compile it; never throws
 */
export function instantiator<Exports>(compiled: string): () => Exports | null {
  let module: object | null | undefined;
  const compile = (): object | null => {
    // WebAssembly's memory is little-endian.
    if (new Uint8Array(new Uint32Array([1]).buffer)[0] !== 1) return null;
    const bytes = Uint8Array.from(atob(compiled), (character) => character.charCodeAt(0));
    return new WebAssembly.Module(bytes);
  };
  return () => {
    try {
      if (module === undefined) module = compile();
      return module === null ? null : new WebAssembly.Instance<Exports>(module).exports;
    } catch {
      module = null;
      return null;
    }
  };
}

/**
 * What uses one instance of a module, which all share.
 * @param create makes it of what the module exports
 * @returns gives null where `instantiator` does; never throws
 */
export function kernelLoader<Exports, Kernels>(
  compiled: string,
  create: (module: Exports) => Kernels,
): () => Kernels | null {
  const instantiate = instantiator<Exports>(compiled);
  let loaded: Kernels | null | undefined;
  return () => {
    if (loaded === undefined) {
      const module = instantiate();
      loaded = module === null ? null : create(module);
    }
    return loaded;
  };
}

/** So many, and what is left of the last step. */
export const wholeSteps = (count: number, step: number): number => Math.ceil(count / step) * step;
