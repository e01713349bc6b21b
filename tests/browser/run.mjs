// The one entry: node tests/browser/run.mjs PUBLIC_DIR...
// Checks finished pages as files and in a browser; prints each failure and a closing line, exits 1 when there are any.

import path from 'node:path';
import { existsSync } from 'node:fs';
import { Report } from './report.mjs';
import { findPages } from './find.mjs';
import { launch } from './browser.mjs';
import { serve } from './serve.mjs';
import { chooseLooks, STATES } from './cover.mjs';
import { checkMarkup } from './markup.mjs';
import { checkWithoutScript, checkWords } from './status.mjs';
import { checkRequests } from './requests.mjs';
import { checkLayout } from './layout.mjs';
import { checkLargeText, LARGE } from './large_text.mjs';
import { checkShift } from './shift.mjs';
import { checkClock } from './clock.mjs';
import { checkPlayer } from './player.mjs';
import { signageJobs } from './signage/all.mjs';
import { checkCalendars } from './calendar.mjs';
import { checkFeeds } from './feeds.mjs';
import { checkCheatSheet } from './cheat_sheet.mjs';

/** How long a slow line takes to the host and back, ms. */
const ROUND_TRIP = 400;
/** Pages looked at side by side. */
const SIDE_BY_SIDE = 3;

const folders = process.argv.slice(2).map((folder) => path.resolve(folder));
const absent = folders.filter((folder) => !existsSync(folder));
if (folders.length === 0 || absent.length > 0) {
  console.error(absent.length > 0 ? `No such folder: ${absent.join(', ')}` : 'usage: run.mjs PUBLIC_DIR...');
  process.exit(2);
}

const report = new Report();
const pages = [];
for (const folder of folders) {
  const found = findPages(folder);
  report.check('there are pages', found.some((page) => page.kind === 'session'), `no page of a session in ${folder}`);
  await checkMarkup(found, report);
  checkCalendars(folder, report);
  checkFeeds(folder, report);
  pages.push(...found);
}

const browser = await launch();
const large = await launch({ textSize: LARGE });
try {
  await lookAt(pages);
} finally {
  await Promise.all([browser.close(), large.close()]);
}
process.exit(report.close());

async function lookAt(all) {
  const standing = all.filter((page) => page.kind !== 'player');
  const players = all.filter((page) => page.kind === 'player');
  const twoPlayers = [...new Set([players.at(0), players.at(-1)].filter(Boolean))];
  const looks = await chooseLooks(browser, standing);
  if (folders.length > 1) checkCover(looks);
  checkWords(standing, report);
  const slow = new Map();
  for (const folder of folders) slow.set(folder, await serve(folder, { roundTrip: ROUND_TRIP }));
  const slowUrl = ({ folder, address }) => slow.get(folder).url + address;
  const whole = looks.filter((look) => look.whole);
  const turning = standing.filter((page) => page.hasClock && whole.some(({ url }) => url === page.url));
  const lying = players.find(({ address }) => address.endsWith('landscape.html'));
  await together([
    ...(lying ? signageJobs(browser, lying.html, report) : []),
    ...twoPlayers.map((page) => () => checkPlayer(browser, page, report)),
    () => checkWithoutScript(browser, standing, report),
    () => checkCheatSheet(browser, report),
    () => checkRequests(browser, standing, report),
    ...turning.map((page) => () => checkClock(browser, page, report)),
    ...looks.flatMap((look) => [() => checkLayout(browser, look, report), () => checkLargeText(large, look, report)]),
    ...whole.map((look) => () => checkShift(browser, look, slowUrl(look), report)),
  ]);
  slow.forEach((server) => server.close());
}

/** That the pages at hand have every state there is. */
function checkCover(looks) {
  const seen = looks.filter(({ kind }) => kind === 'session').map(({ state }) => state);
  const unseen = STATES.filter((state) => !seen.includes(state));
  report.check('every state of a session is looked at', unseen.length === 0, `not seen: ${unseen.join(', ')}`);
}

/** Does the jobs, a few at a time. */
async function together(jobs) {
  const queue = [...jobs];
  const work = async () => {
    for (let job = queue.shift(); job; job = queue.shift()) await job();
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
}
