/**
 * `npm start`: checks Node, installs and builds what is needed, and runs the server in this process, so that
 * signals and the exit code need no passing on.
 */
import { buildClient, checkNode, installPackages } from './prepare.mjs';

/** Ctrl-C during the installation or the build is no failure. */
const stopBeforeStart = () => process.exit(0);

async function start() {
  process.on('SIGINT', stopBeforeStart);
  process.on('SIGTERM', stopBeforeStart);
  try {
    checkNode();
    await installPackages();
    const tsx = await import('tsx/esm/api');
    tsx.register();
    // A mistake on the command line shows before the build; the server, which reads it again, then reports it.
    const { readOptions } = await import('../src/options.ts');
    if (readOptions(process.argv.slice(2), process.env).kind === 'run') await buildClient();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
  process.off('SIGINT', stopBeforeStart);
  process.off('SIGTERM', stopBeforeStart);
  await import('../src/main.ts');
}

start();
