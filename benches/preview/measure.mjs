#!/usr/bin/env node
// From saving a file to seeing it: the preview of oideyo, and of Hugo beside it, in a real Chromium.
//
//   measure.mjs [--sessions 1000] [--edits 30] [--hugo FILE] [--out preview.json]
//
// The whole city's site of benches/growth, with all cards and slides, one session open. Each edit writes another headline into
// that session's file. Told are the times from just before the write until
//   made     the session's page, the home page and the course's page hold it, asked for over HTTP: the page every 2 ms, the lists
//            behind it,
//   seen     the session's page in the browser shows it (a frame of the workbench, a tab of Hugo's server),
//   card     the browser shows its new card,
// each as median and 95th percentile; the first in every second edit, the others in those between. Hugo's site is that of
// benches/peers, of as many events and without pictures.

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { launch } from '../../tests/browser/browser.mjs';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const NOW = '2026-12-01T09:00';
const LIMIT = 20_000;

const { values: options } = parseArgs({
  options: {
    sessions: { type: 'string', default: '1000' },
    edits: { type: 'string', default: '30' },
    oideyo: { type: 'string', default: path.join(HERE, '../../target/release/oideyo') },
    hugo: { type: 'string' },
    out: { type: 'string' },
  },
});

/** A folder for a site, removed at the end. */
const scratch = mkdtempSync(path.join(os.tmpdir(), 'oideyo-preview-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

function python(script, ...args) {
  const done = spawnSync('python3', ['-c', script, ...args], { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(done.stderr);
  return done.stdout.trim();
}

/** oideyo's site: the folder, the file that is edited and where what is made of it lies. */
function ourSite(sessions) {
  const site = path.join(scratch, 'oideyo');
  const script = `import sys; sys.dont_write_bytecode = True; sys.path.insert(0, sys.argv[1]); import gen, pathlib
print(gen.write(int(sys.argv[2]), pathlib.Path(sys.argv[3]), True))`;
  const file = python(script, path.join(HERE, '../growth'), sessions, site);
  const [course, name] = [path.basename(path.dirname(file)), path.basename(file, '.md')];
  return { site, file, id: `${course}/${name}`, pages: [`${course}/${name}.html`, 'index.html', `${course}/index.html`] };
}

/** Hugo's site. */
function theirSite(events) {
  const site = path.join(scratch, 'hugo');
  const script = `import sys; sys.dont_write_bytecode = True; sys.path.insert(0, sys.argv[1]); import gen, pathlib
gen.make(pathlib.Path(sys.argv[3]), "hugo", gen.load_tools()["hugo"], [gen.record(i) for i in range(1, int(sys.argv[2]) + 1)])`;
  python(script, path.join(HERE, '../peers'), events, site);
  const events_folder = path.join(site, 'content/events');
  const found = readdirSync(events_folder).find((name) => name.startsWith('e00017'));
  return { site, file: path.join(events_folder, found), pages: ['events/e00017/', ''] };
}

const agent = new http.Agent({ keepAlive: true });

function get(url) {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => resolve(Buffer.concat(parts).toString()));
    });
    request.on('error', reject);
  });
}

/** When `url` first holds `token`, on the clock of performance.now(). */
async function holds(url, token) {
  const end = performance.now() + LIMIT;
  while (performance.now() < end) {
    if ((await get(url).catch(() => '')).includes(token)) return performance.now();
    await sleep(2);
  }
  throw new Error(`${url} never held ${token}`);
}

/** A browser that notes when a text or a picture comes into sight, in whatever frame of its page. */
async function watching(browser) {
  const seen = [];
  const context = await browser.newContext({ viewport: { width: 1600, height: 1000 } });
  const page = await context.newPage();
  await page.exposeBinding('benchSees', (_, what) => seen.push({ what, at: performance.now() }));
  await page.addInitScript(() => {
    // Each frame that is painted behind a change: what headline it has, and which cards. The workbench's own headline does
    // not count.
    let said = '';
    let isAwake = false;
    const look = () => {
      const cards = [...document.images].filter((image) => image.complete && image.naturalWidth > 0).map((image) => image.src);
      const headline = location.pathname === '/' ? '' : document.querySelector('h1')?.textContent;
      const now = `${headline ?? ''} ${cards.filter((card) => card.includes('/cards/')).join(' ')}`;
      if (now !== said) globalThis.benchSees((said = now));
      isAwake = false;
    };
    // Who looks all the time takes time from those who draw.
    const wake = () => {
      if (!isAwake) requestAnimationFrame(look);
      isAwake = true;
    };
    new MutationObserver(wake).observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
    addEventListener('load', wake, true);
  });
  /** When `wanted` was first seen, on the clock of performance.now(). */
  const sees = async (wanted) => {
    const end = performance.now() + LIMIT;
    while (performance.now() < end) {
      const found = seen.find(({ what }) => what.includes(wanted));
      if (found) return found.at;
      await sleep(1);
    }
    throw new Error(`never seen: ${wanted}`);
  };
  return { page, sees, close: () => context.close() };
}

async function start(command, args, ready) {
  const server = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (part) => (said += part));
  for (let tries = 0; tries < LIMIT / 20; tries += 1) {
    const found = ready.exec(said);
    if (found) return { url: found[0].replace(/\/?$/, '/'), stop: async () => { server.kill('SIGKILL'); await once(server, 'exit'); } };
    await sleep(20);
  }
  server.kill('SIGKILL');
  throw new Error(`${command} did not start: ${said}`);
}

function headline(text, token) {
  if (!/^title:.*$/m.test(text)) throw new Error('the file has no title');
  return text.replace(/^title:.*$/m, `title: ${token}`);
}

/** `edits` edits of a file, what each took in ms. `card(text)`: the name of the card that the page shows. */
async function measure({ file, pages }, base, browserPage, edits, card) {
  const original = readFileSync(file, 'utf8');
  const rows = [];
  let knownCard = card && card(await get(base + pages[0]));
  for (let edit = 0; edit < edits; edit += 1) {
    const token = `見出し${String(edit).padStart(3, '0')}です`;
    // Whoever asks all the time takes time from those who draw: what is made and what is seen are measured in turn.
    const asks = edit % 2 === 1;
    const started = performance.now();
    writeFileSync(file, headline(original, token));
    const row = {};
    if (asks) {
      // The lists are long: who asks for them all the time takes half a processor from those who make them.
      for (const page of pages) row.made = (await holds(base + page, token)) - started;
    }
    const shown = await browserPage.sees(token);
    if (!asks) row.seen = shown - started;
    if (card) {
      const before = knownCard;
      for (const end = performance.now() + LIMIT; knownCard === before && performance.now() < end; await sleep(5)) {
        knownCard = card(await get(base + pages[0]));
      }
      const drawn = await browserPage.sees(knownCard);
      if (!asks) row.card = drawn - started;
    }
    rows.push(row);
    await sleep(900);
  }
  writeFileSync(file, original);
  return rows;
}

function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)]);
}

function summary(tool, rows) {
  const row = { tool, edits: rows.length, load: Number(os.loadavg()[0].toFixed(2)) };
  for (const what of new Set(rows.flatMap((each) => Object.keys(each)))) {
    const values = rows.map((each) => each[what]).filter((value) => value !== undefined);
    row[what] = { median: percentile(values, 0.5), p95: percentile(values, 0.95), most: Math.round(Math.max(...values)) };
  }
  return row;
}

async function ours(browser, edits) {
  const site = ourSite(options.sessions);
  const built = spawnSync(options.oideyo, ['build', '--site', site.site, '--now', NOW], { encoding: 'utf8' });
  if (built.status !== 0) throw new Error(built.stdout + built.stderr);
  const server = await start(options.oideyo, ['serve', '--site', site.site, '--now', NOW, '--no-open', '--port', '8790'], /http:\/\/127[^\s]*/);
  const tab = await watching(browser);
  await tab.page.goto(`${server.url}#${site.id}`);
  await sleep(4000);
  const card = (html) => /cards\/[^"]*-ogp\.[0-9a-f]+\.(?:png|jpg)/.exec(html)[0].split('/').pop();
  const rows = await measure(site, `${server.url}site/`, tab, edits, card);
  await tab.close();
  await server.stop();
  return summary('oideyo', rows);
}

async function theirs(browser, edits) {
  const site = theirSite(options.sessions);
  const args = ['server', '--source', site.site, '--port', '8791', '--bind', '127.0.0.1', '--disableFastRender'];
  const server = await start(options.hugo, args, /http:\/\/(?:localhost|127)[^\s]*/);
  const base = 'http://127.0.0.1:8791/';
  const tab = await watching(browser);
  await tab.page.goto(base + site.pages[0]);
  await sleep(3000);
  const rows = await measure(site, base, tab, edits);
  await tab.close();
  await server.stop();
  return summary('hugo server --disableFastRender', rows);
}

const edits = Number(options.edits);
const browser = await launch();
const rows = [await ours(browser, edits)];
console.log(JSON.stringify(rows[0]));
if (options.hugo) rows.push(await theirs(browser, edits));
await browser.close();
for (const row of rows.slice(1)) console.log(JSON.stringify(row));
if (options.out) writeFileSync(options.out, `${JSON.stringify({ sessions: Number(options.sessions), rows }, null, 1)}\n`);
process.exit(0);
