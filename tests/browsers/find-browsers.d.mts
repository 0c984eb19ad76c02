export function find(program: 'chromium' | 'Xvfb'): string | null;
export function ensureBrowsers(): void;
