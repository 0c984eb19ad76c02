/** What `--help` prints. */
import { LIMIT_NAMES, LIMIT_OPTIONS, optionOf } from './limits.ts';
import { LOG_LEVELS } from './log.ts';
import { DRAIN_SECONDS, METRICS_HOST } from './options.ts';
import { ANY_ORIGIN } from './origin.ts';

import { DEFAULT_PORT } from './ports.ts';

/** Where the explanations of the long options begin. */
const COLUMN = 36;

const helpOnLimits = LIMIT_NAMES.map((name) => {
  const { help, initial } = LIMIT_OPTIONS[name];
  return `${`  --${optionOf(name)} <number>`.padEnd(COLUMN)}${help}. Default: ${initial}`;
}).join('\n');

export const HELP = `Hearsay: the signalling server, which also serves the page and the MNIST images.

  npm start -- [options]

  --port <number>   the port to listen on; 0 takes any free one. Default: ${DEFAULT_PORT}, or the variable PORT
  --host <address>  the address to listen on. Default: all of this machine's, or the variable HOST
  --name <name>     a name by which this server is known, as in example.org or *.example.org; may be repeated. What is
                    asked under another is refused, so that a page elsewhere cannot pass for one of this server's.
                    Default: the machine's own names, and those of --cert; under --trust-proxy any. It
                    always answers to addresses
  --help            show this

Over https, as the cameras of other devices need it:

  --https           with a certificate that the server makes for its names and addresses and keeps; browsers warn of it
                    once
  --cert <file>, --key <file>
                    with this certificate (and those that vouch for it) and its key, in PEM format. When the files
                    change they are read again

When it is told to stop:

  --drain-seconds <number>
                    at SIGTERM it takes no more peers, says so at /ready, and lets go of those that are there within so
                    many seconds, not all at once; they go on, and join whatever answers then. Default: ${DRAIN_SECONDS.initial}

To watch it:

  --log-level <level>
                    ${LOG_LEVELS.join(', ')}. Default: warn, and info with --log-json. Addresses of who uses
                    it stand in lines of level debug alone
  --log-json        a line of JSON for each, on the standard output, also in place of what it prints at the beginning.
                    Default: lines for people, also where they are read by a program: what waits for the address goes on
  --log-rooms       names of rooms stand in lines too. Default: they do not
  --metrics-port <number>, --metrics-host <address>
                    serve /metrics for Prometheus there. Default: nowhere; with a port on ${METRICS_HOST} alone, since what
                    a process is like inside helps whoever wants to overload it. /health and /ready, at the server's own
                    port, say what everybody may know

Behind a proxy, or for pages from elsewhere:

  --trust-proxy     there is one proxy in front, which adds the address it was asked from to X-Forwarded-For
  --allow-origin <origin>
                    a page from there may use this server, as in https://example.org, or ${ANY_ORIGIN} for any; may be
                    repeated. Default: only pages from this very server

For peers behind different routers:

  --ice-server <url>
                    tabs meet by this server too, as in stun:example.org:3478 or turn:name:password@example.org:3478; may
                    be repeated. Default: none, which is right for one machine or one network
  --turn-url <url>  the same for a TURN server as in turn:example.org:3478, for which each tab gets a password of its own
                    that is good for an hour; may be repeated
  --turn-secret-file <file>
                    what these passwords are made with: the line of this file, the same as static-auth-secret of coturn.
                    When the file changes it is read again

More than one process:

  --redis <url>     as in redis://127.0.0.1:6379; or the variable REDIS_URL. All processes on the same Redis (or Valkey)
                    serve the same rooms, and any load balancer in front will do, as tabs use WebSockets alone then

The most that the server puts up with; what is refused is counted at /health:

${helpOnLimits}
`;
