// node tests/browser/lighthouse.mjs [--runs N] PUBLIC_DIR: Lighthouse's own marks, on a phone with a slow line.
// Accessibility, best practices and SEO must be 100 on one page of each kind and state; with --runs N the performance of
// one session's page is measured N times and its median printed, not judged: it depends on the machine.
//
// The folder is served from this machine, each page with the clock at the moment it is looked at. Lighthouse takes
// 127.0.0.1 for as safe as https, and reads the canonical address, which names the city's host, without going there.

import path from 'node:path';
import { createServer } from 'node:net';
import lighthouse from 'lighthouse';
import { launch } from './browser.mjs';
import { chooseLooks } from './cover.mjs';
import { findPages } from './find.mjs';
import { Report } from './report.mjs';
import { serve } from './serve.mjs';

const GATE = ['accessibility', 'best-practices', 'seo'];
const KINDS = ['home', 'course', 'archive', 'accessibility', 'lost'];
/** A page that asks not to be indexed cannot have a mark for it. */
const NO_SEO = ['lost'];

const { folder, runs } = readArguments(process.argv.slice(2));
const report = new Report();
const site = await serve(folder);
const port = await freePort();
const browser = await launch({ port });
try {
  const pages = findPages(folder).filter(({ kind }) => kind !== 'player');
  const looks = choose(await chooseLooks(browser, pages));
  for (const look of looks) await gate(look);
  if (runs > 0) await measure(looks.find(({ kind }) => kind === 'session'));
} finally {
  await browser.close();
  site.close();
}
process.exit(report.close());

function readArguments(args) {
  const at = args.indexOf('--runs');
  const runs = at < 0 ? 0 : Number(args.splice(at, 2)[1]);
  if (args.length !== 1 || !(runs >= 0)) {
    console.error('usage: lighthouse.mjs [--runs N] PUBLIC_DIR');
    process.exit(2);
  }
  return { folder: path.resolve(args[0]), runs };
}

/** One page of each kind; of sessions those that differ most: open, called off, over, with a photo. */
function choose(looks) {
  const sessions = looks.filter(({ kind, script }) => kind === 'session' && script);
  return [
    ...['受付中', '中止', '終了'].map((state) => sessions.find((look) => look.state === state)),
    sessions.find(({ html }) => html.includes('srcset')),
    ...KINDS.map((kind) => looks.find((look) => look.kind === kind)),
  ].filter(Boolean);
}

async function run({ address, where }, clock, onlyCategories) {
  const flags = { port, onlyCategories, output: 'json', logLevel: 'error', disableFullPageScreenshot: true };
  const { lhr } = await lighthouse(site.url + address + clock, flags);
  if (lhr.runtimeError) throw new Error(`${where}: ${lhr.runtimeError.message}`);
  return lhr;
}

async function gate(look) {
  const clock = look.time === undefined ? '' : `?at=${look.time}`;
  const { categories, audits } = await run(look, clock, GATE.filter((id) => id !== 'seo' || !NO_SEO.includes(look.kind)));
  for (const { id, score, auditRefs } of Object.values(categories)) {
    const failed = auditRefs.map((ref) => audits[ref.id]).filter((audit) => audit.score !== null && audit.score < 1);
    const why = failed.map((audit) => `${audit.id} (${audit.title})`).join(' | ');
    report.check(`${look.where}: lighthouse ${id} is 100`, score === 1, `${Math.round(score * 100)}: ${why}`);
  }
}

/** Without a clock of ours: the page as it is. */
async function measure(look) {
  const values = [];
  for (let i = 0; i < runs; i += 1) {
    const { categories, audits } = await run(look, '', ['performance']);
    const of = (id) => audits[id].numericValue;
    values.push({
      score: categories.performance.score * 100,
      lcp: of('largest-contentful-paint'),
      tbt: of('total-blocking-time'),
      cls: of('cumulative-layout-shift'),
    });
  }
  const middle = (key) => values.map((value) => value[key]).sort((a, b) => a - b)[Math.floor(values.length / 2)];
  console.log(
    `${look.name}: performance ${middle('score')} of 100, LCP ${Math.round(middle('lcp'))} ms, ` +
      `TBT ${Math.round(middle('tbt'))} ms, CLS ${middle('cls').toFixed(3)} (median of ${runs})`,
  );
}

function freePort() {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}
