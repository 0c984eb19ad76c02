/**
 * `npm start`: checks Node, installs and builds what is needed, and runs the server in this process, so that
 * signals and the exit code need no passing on.
 */
import { buildClient, buildDocs, checkNode, installPackages } from './prepare.mjs';

/** Ctrl-C during the installation or the build is no failure. */
const stopBeforeStart = () => process.exit(0);

async function start() {
  let runs = false;
  process.on('SIGINT', stopBeforeStart);
  process.on('SIGTERM', stopBeforeStart);
  try {
    checkNode();
    await installPackages();
    const tsx = await import('tsx/esm/api');
    tsx.register();
    // A mistake on the command line shows before the build; the server, which reads it again, then reports it.
    const { readOptions } = await import('../src/options.ts');
    runs = readOptions(process.argv.slice(2), process.env).kind === 'run';
    if (runs) await buildClient();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
  process.off('SIGINT', stopBeforeStart);
  process.off('SIGTERM', stopBeforeStart);
  const { docsBuild } = await import('../src/docs-build.ts');
  if (runs) docsBuild.phase = 'building';
  await import('../src/main.ts');
  if (!runs) return;
  // Nobody waits for it: a room is open by now, and /docs/ says that it is on its way.
  try {
    await buildDocs();
    docsBuild.phase = 'none';
  } catch (error) {
    docsBuild.phase = 'failed';
    console.error(error instanceof Error ? error.message : String(error));
  }
}

start();
