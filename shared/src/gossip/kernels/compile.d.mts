export function compileKernels(name: string): Promise<string>;
