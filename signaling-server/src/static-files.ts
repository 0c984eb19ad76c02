/** The directories that are served as they are: the built client and documentation, and the data the tabs train on. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import sirv from 'sirv';

/** Vite puts a hash of the content into the names of these files, so a name never changes its content. */
const HASHED = '/assets/';
const FOREVER = 'public,max-age=31536000,immutable';
const ONE_DAY = 'public,max-age=86400';

/** Answers the request with a file, or calls `notFound`. Throws only if the disk fails. */
export type FileHandler = (request: IncomingMessage, response: ServerResponse, notFound: () => void) => void;

/** Serves what Vite built. The directory is read at each request, so it may be rebuilt meanwhile. */
export function builtFiles(directory: string): FileHandler {
  return safely(
    sirv(directory, {
      dev: true,
      etag: true,
      // The copies of `precompress`, where there are any.
      brotli: true,
      gzip: true,
      setHeaders(response, path) {
        // In place of sirv's, which would take the place of what the server says.
        response.setHeader('Vary', 'Accept-Encoding, Origin');
        response.setHeader('Cache-Control', path.startsWith(HASHED) ? FOREVER : 'no-cache');
      },
    }),
  );
}

/** Serves data files, whole or in ranges. */
export function dataFiles(directory: string): FileHandler {
  return safely(
    sirv(directory, {
      dev: true,
      etag: true,
      extensions: [],
      setHeaders(response, path) {
        response.setHeader('Accept-Ranges', 'bytes');
        if (path.endsWith('.json')) return;
        response.setHeader('Cache-Control', ONE_DAY);
        response.setHeader('Content-Type', 'application/octet-stream');
      },
    }),
  );
}

function safely(serve: FileHandler): FileHandler {
  return (request, response, notFound) => {
    if (!usableRange(request)) delete request.headers.range;
    // A plain pipe leaves the file open when the tab goes away, and an unreadable file would end the process.
    response.on('pipe', (file) => {
      file.on('error', () => response.destroy());
      response.on('close', () => file.destroy());
    });
    serve(request, response, notFound);
  };
}

/**
 * Whether sirv can be trusted with a request's `Range`. It answers `bytes=first-last` and `bytes=first-`
 * well, but throws if the last byte is before the first, and reads `bytes=-5` and `bytes=0-0` wrongly. The
 * whole file is a right answer to any range (RFC 9110, section 14.2), so for the others it is the answer. So
 * it is with `If-Range`, which sirv does not look at.
 */
function usableRange(request: IncomingMessage): boolean {
  const match = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(request.headers.range ?? '');
  if (!match || request.headers['if-range'] !== undefined) return false;
  const [, first, last] = match;
  return last === '' || (Number(last) > 0 && Number(last) >= Number(first));
}
