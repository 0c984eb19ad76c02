export type Program = 'chromium' | 'firefox' | 'Xvfb' | 'redis' | 'ip' | 'nft' | 'turnserver';
export function find(program: Program): string | null;
export function ensurePrograms(programs: readonly Program[], purpose: string): void;
