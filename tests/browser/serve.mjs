// A web server for the tests: a folder, on this machine only.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { shiftClock } from './browser.mjs';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.ics': 'text/calendar; charset=utf-8',
  '.xml': 'application/xml',
};
/** What a host sends before it hears back: ten segments (RFC 6928), then twice as much with every round trip. */
const FIRST_FLIGHT = 10 * 1460;

/**
 * Gives `url` (ends in `/`) and `close`. With `roundTrip` (ms) files come in flights as over a slow line. A page asked for
 * with `?at=SECONDS` gets a clock that starts there.
 */
export async function serve(folder, { roundTrip } = {}) {
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://127.0.0.1');
    const bytes = await read(folder, decodeURIComponent(pathname), searchParams.get('at'));
    if (!bytes) return response.writeHead(404).end();
    const type = TYPES[path.extname(pathname)] ?? (pathname.endsWith('/') ? TYPES['.html'] : 'application/octet-stream');
    response.writeHead(200, { 'content-type': type, 'content-length': bytes.length });
    if (roundTrip) await sendInFlights(response, bytes, roundTrip);
    return response.end(roundTrip ? undefined : bytes);
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close(server.closeAllConnections()) };
}

async function read(folder, name, at) {
  const file = path.join(folder, name.endsWith('/') ? `${name}index.html` : name);
  const bytes = file.startsWith(folder + path.sep) ? await readFile(file).catch(() => null) : null;
  if (!bytes || at === null) return bytes;
  return Buffer.from(bytes.toString().replace(/<meta/, `<script>(${shiftClock})(${Number(at) * 1000})</script>$&`));
}

async function sendInFlights(response, bytes, roundTrip) {
  for (let start = 0, flight = FIRST_FLIGHT; start < bytes.length; start += flight, flight *= 2) {
    if (start > 0) await sleep(roundTrip);
    response.write(bytes.subarray(start, start + flight));
  }
}
