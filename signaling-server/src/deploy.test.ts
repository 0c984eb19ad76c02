/** What lies in deploy/ fits the server: nobody would notice before it is too late. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseExposition } from './exposition.fake.ts';
import { startMetrics } from './metrics.ts';
import { readOptions } from './options.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = (name: string): string => readFileSync(`${ROOT}signaling-server/deploy/${name}`, 'utf8');

interface Compose {
  services: Record<string, { command?: string[]; environment?: Record<string, string> }>;
}

it('starts the server with options that it knows', () => {
  const { services }: Compose = parse(read('compose.yaml'));
  const args = services.server.command?.map((arg) => arg.replace(/\$\{DOMAIN.*?\}/, 'hearsay.example.org'));
  expect(readOptions(args ?? [], {})).toMatchObject({
    kind: 'run',
    port: 8080,
    trustProxy: true,
    names: ['hearsay.example.org'],
    metrics: { host: '0.0.0.0' },
    redis: 'redis://valkey:6379',
    turn: { secretFile: '/run/secrets/turn' },
  });
  const [, options] = /^Environment="OPTIONS=(.*)"$/m.exec(read('hearsay.service')) ?? [];
  expect(readOptions(options.split(' '), {})).toMatchObject({ kind: 'run', host: '127.0.0.1' });
});

it('names every variable that the containers take', () => {
  const asked = [...read('compose.yaml').matchAll(/\$\{(\w+)/g)].map(([, name]) => name);
  const named = [...read('.env.example').matchAll(/^(\w+)=/gm)].map(([, name]) => name);
  expect(new Set(named)).toEqual(new Set(asked));
});

it('copies what there is into the image, and the package lists of all workspaces', () => {
  const copied = [...read('Dockerfile').matchAll(/^COPY (?!--from)(.*) \S+$/gm)].flatMap(([, sources]) =>
    sources.split(' '),
  );
  for (const source of copied) expect(existsSync(ROOT + source), source).toBe(true);
  const { workspaces }: { workspaces: string[] } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8'));
  for (const workspace of workspaces) expect(copied).toContain(`${workspace}/package.json`);
});

it('draws only what the server measures', async () => {
  const counts = () => ({ sockets: 0, rooms: 0, peers: 0, joined: 0, relayed: 0, refused: {} });
  const { port, close } = await startMetrics(0, '127.0.0.1', { counts, isReady: () => true });
  const { types } = parseExposition(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text());
  close();
  const { panels }: { panels: { title: string; targets: { expr: string }[] }[] } = JSON.parse(
    read('grafana-dashboard.json'),
  );
  const drawn = panels.flatMap(({ targets }) =>
    targets.flatMap(({ expr }) => expr.match(/\w+(?=\{)/g) ?? []),
  );
  for (const name of drawn) expect([...types.keys()]).toContain(name);
  for (const name of types.keys()) if (name.startsWith('hearsay_')) expect(drawn).toContain(name);
});
