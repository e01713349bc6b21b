// What a player does on small playlists: some jobs, which can be done side by side.
// node tests/browser/signage/all.mjs PUBLIC_DIR SWAPS does only the longest one, with so many swaps.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch } from '../browser.mjs';
import { Report } from '../report.mjs';
import { burnInTests } from './burn_in.mjs';
import { filmTests } from './film.mjs';
import { loopTests } from './loop.mjs';
import { stickTests } from './stick.mjs';
import { updateTests } from './updates.mjs';
import { checkWeeks } from './weeks.mjs';

/** Swaps of a short run; tests/long has ten times as many. */
const SWAPS = 1000;

/** `html`: a built player that lies. */
export function signageJobs(browser, html, report) {
  const tests = [...filmTests, ...burnInTests, ...loopTests, ...updateTests, ...stickTests];
  return [() => checkWeeks(browser, html, SWAPS, report), ...tests.map((test) => () => test(browser, html, report))];
}

const [entry, folder, swaps] = process.argv.slice(1);
if (import.meta.url === pathToFileURL(entry).href) {
  const report = new Report();
  const browser = await launch();
  try {
    await checkWeeks(browser, readFileSync(path.join(folder, 'signage/landscape.html'), 'utf8'), Number(swaps), report);
  } finally {
    await browser.close();
  }
  process.exit(report.close());
}
