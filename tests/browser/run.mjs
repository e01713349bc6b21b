// The one entry: node tests/browser/run.mjs PUBLIC_DIR
// Checks finished pages as files and in a browser; prints each failure and a closing line, exits 1 when there are any.

import path from 'node:path';
import { existsSync } from 'node:fs';
import { Report } from './report.mjs';
import { findPages } from './find.mjs';
import { launch } from './browser.mjs';
import { checkMarkup } from './markup.mjs';
import { checkLayout } from './layout.mjs';
import { checkClock } from './clock.mjs';
import { checkPlayer } from './player.mjs';
import { checkCalendars } from './calendar.mjs';
import { checkFeeds } from './feeds.mjs';

const folder = path.resolve(process.argv[2] ?? 'public');
if (!existsSync(folder)) {
  console.error(`No such folder: ${folder}`);
  process.exit(2);
}

const report = new Report();
const pages = findPages(folder);
report.check('there are pages', pages.some((page) => page.kind === 'session'), 'no page of a session found');

await checkMarkup(pages, report);
checkCalendars(folder, report);
checkFeeds(folder, report);
const browser = await launch();
try {
  const queue = pages.filter((page) => page.look);
  const work = async () => {
    for (let page = queue.shift(); page; page = queue.shift()) await look(page);
  };
  await Promise.all([work(), work()]);
} finally {
  await browser.close();
}
process.exit(report.close());

async function look(page) {
  if (page.kind === 'player') return checkPlayer(browser, page, report);
  await checkLayout(browser, page, report);
  return checkClock(browser, page, report);
}
