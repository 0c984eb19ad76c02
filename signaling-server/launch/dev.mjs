/**
 * `npm run dev`: the server, started again when its code changes, and the Vite development server, which
 * passes on to it what the page asks of it. Either one ending ends the other.
 */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { checkNode, installPackages, ROOT } from './prepare.mjs';

const SERVER_PORT = 8080;
const PAGE_PORT = 5173;

async function dev() {
  try {
    checkNode();
    await installPackages();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
  const server = `http://localhost:${SERVER_PORT}`;
  console.log(`\n  The page:    http://localhost:${PAGE_PORT} (follows changes)`);
  console.log(`  The server:  ${server} (starts again on changes)\n  To stop: press Ctrl-C.\n`);
  const fromServer = createRequire(join(ROOT, 'signaling-server', 'package.json'));
  const fromClient = createRequire(join(ROOT, 'client', 'site', 'package.json'));
  const vite = join(fromClient.resolve('vite/package.json'), '..', 'bin', 'vite.js');
  const main = join(ROOT, 'signaling-server', 'src', 'main.ts');
  const watch = ['watch', '--clear-screen=false', main, '--port', String(SERVER_PORT)];

  const children = [
    // The server prints the address of the built page, which is not the one to open now; errors still show.
    spawn(process.execPath, [fromServer.resolve('tsx/cli')].concat(watch), {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'inherit'],
    }),
    spawn(process.execPath, [vite, '--port', String(PAGE_PORT), '--strictPort', '--clearScreen=false'], {
      cwd: join(ROOT, 'client', 'site'),
      stdio: ['ignore', 'inherit', 'inherit'],
      env: Object.assign({ HEARSAY_SERVER: server }, process.env),
    }),
  ];

  let running = children.length;
  let exitCode = 0;
  let stopped = false;
  const stop = () => {
    for (const child of children) child.kill('SIGTERM');
  };
  for (const child of children) {
    child.on('exit', (code) => {
      exitCode = exitCode || code || 0;
      running -= 1;
      if (running === 0) process.exit(stopped ? 0 : exitCode);
      stop();
    });
  }
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
      stopped = true;
      stop();
    });
  }
}

dev();
