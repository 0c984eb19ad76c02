export const ROOT: string;
export function checkNode(): void;
export function installPackages(): Promise<void>;
export function buildClient(): Promise<void>;
export function buildLibrary(): Promise<void>;
