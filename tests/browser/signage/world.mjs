// A small signage for tests: a built player with another playlist and pictures of one colour each, on a server that can be
// switched off, or in a folder.

import { createServer } from 'node:http';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { png } from './png.mjs';

const PLAYLIST = /(<script[^>]*id=["']?playlist[^>]*>)([^]*?)(<\/script>)/;
const TYPES = { '.html': 'text/html; charset=utf-8', '.json': 'application/json', '.png': 'image/png', '.mp4': 'video/mp4' };
/** Whole hour, so that layout A is shown: its number since 1970 is even. 2026-12-01 at 9:00 in Japan. */
export const BUILT = 1796083200;

/** The playlist inside a built player. */
export function playlistIn(html) {
  return JSON.parse(PLAYLIST.exec(html)[2]);
}

/** An announcement that shows `NAME.png` until it is over at `until`. */
export function slide(name, extra = {}) {
  const { until, pictures = [`slides/${name}.png`], ...rest } = extra;
  const steps = [[0, pictures], ...(until ? [[until, []]] : [])];
  return { alt: name, kind: 'announcement', course: name, seconds: 3, steps, ...rest };
}

/** A playlist of some slides, each once a round. */
export function playlist(slides, extra = {}) {
  const round = slides.map((_, number) => number);
  return { built: BUILT, player: 'same', clock: false, perCourse: 3, standing: ['slides/standing.png'], slides, round, ...extra };
}

/** The files of a signage by name: the player, the playlist, a picture for each that it names. */
export function files(html, list) {
  const names = [list.standing, ...list.slides.flatMap(({ steps }) => steps.map(([, pictures]) => pictures))].flat();
  const all = new Map(names.map((name) => [name, picture(name)]));
  const inside = JSON.stringify(list).replaceAll('<', '\\u003c');
  all.set('landscape.html', Buffer.from(html.replace(PLAYLIST, (_, open, __, close) => open + inside + close)));
  all.set('playlist.json', Buffer.from(JSON.stringify({ landscape: list, portrait: list })));
  return all;
}

/** A picture of one colour, never black, another for each name. */
export function picture(name) {
  return png(16, 9, () => colourOf(name));
}

export function colourOf(name) {
  const sum = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 65521, 7);
  return [80 + (sum % 160), 80 + ((sum >> 4) % 160), 80 + ((sum >> 8) % 160)];
}

/** Writes files into a new folder; gives it and the player's url. */
export function inFolder(all) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'oideyo-signage-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const [name, bytes] of all) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), bytes);
  }
  return { folder, url: pathToFileURL(path.join(folder, 'landscape.html')).href };
}

/** Serves `files`, which can be changed at any time. `asked` are the names in their order; stop() and start() keep the port. */
export async function onServer(files) {
  const asked = [];
  let server;
  let port = 0;
  const answer = (request, response) => {
    const name = new URL(request.url, 'http://127.0.0.1').pathname.slice(1);
    asked.push(name);
    const file = world.files.get(name);
    const bytes = typeof file === 'function' ? file() : file;
    if (!bytes) return response.writeHead(404).end();
    return response.writeHead(200, { 'content-type': TYPES[path.extname(name)], 'cache-control': 'no-store' }).end(bytes);
  };
  const world = {
    files,
    asked,
    async start() {
      server = createServer(answer);
      await new Promise((ready) => server.listen(port, '127.0.0.1', ready));
      port = server.address().port;
      world.url = `http://127.0.0.1:${port}/landscape.html`;
    },
    async stop() {
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
    },
  };
  await world.start();
  return world;
}
