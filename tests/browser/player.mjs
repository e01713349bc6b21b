// The signage player as it was built: valid for its floor, accessible, it plays what is current in the order of the round,
// changes a slide at its instants, pauses, and is never blank. tests/browser/signage/ tries its behaviour on small lists.

import { accessibility } from './axe.mjs';
import { newTab, visit } from './browser.mjs';
import { checkStill } from './motion.mjs';
import { openAt, run, sequence, shown } from './signage/clockwork.mjs';
import { checkFloor } from './signage/floor.mjs';
import { readPng } from './signage/png.mjs';
import { playlistIn } from './signage/world.mjs';

/** Seconds that a swap takes besides the slide's own, and the longest until a lie is gone. */
const SWAP = 1.5;
const PROMPT = 2;
/** Until a slide that is alone comes again. */
const ALONE = 125;

export async function checkPlayer(browser, { name, url, html }, report) {
  const list = playlistIn(html);
  checkFloor(name, html, report);
  await checkPage(browser, { name, url }, report);
  await checkRound(browser, { name, url, list }, report);
  await checkSteps(browser, { name, url, list }, report);
  await checkEnd(browser, { name, url, list }, report);
}

async function checkPage(browser, { name, url }, report) {
  const { context, page } = await newTab(browser);
  await visit(page, { url });
  await page.waitForSelector('.layer.front');
  const violations = await accessibility(page);
  report.check(`${name}: axe finds nothing`, violations.length === 0, violations.join(' | '));
  await checkStill(page, name, report, ['reduce']);
  await context.close();
  const plain = await newTab(browser, { javaScriptEnabled: false });
  await visit(plain.page, { url });
  const first = await plain.page.locator('noscript img').evaluate((image) => image.complete && image.naturalWidth > 0 && image.alt !== '');
  report.check(`${name}: without a script its first slide stands`, first);
  await plain.context.close();
}

async function checkRound(browser, { name, url, list }, report) {
  const { context, page, faults } = await openAt(browser, url, list.built);
  const order = expected(list, list.built);
  const seconds = list.round.reduce((sum, number) => sum + list.slides[number].seconds + SWAP, 0);
  const seen = order.length > 1 ? (await sequence(page, seconds)).slice(0, order.length + 1) : [await shown(page)];
  const wanted = order.length > 1 ? [...order, order[0]] : order;
  report.check(`${name}: plays what is current, and starts again`, String(seen) === String(wanted), `${seen} instead of ${wanted}`);
  if (order.length > 1) {
    await page.keyboard.press('Space');
    const held = await sequence(page, 120);
    report.check(`${name}: the space bar pauses`, held.length === 1, held.join());
    await page.keyboard.press('Escape');
    const on = await sequence(page, 60);
    report.check(`${name}: Escape goes on`, on.length > 1, on.join());
    await page.mouse.click(300, 300);
    const tapped = await sequence(page, 120);
    report.check(`${name}: a tap pauses`, tapped.length === 1 && (await page.locator('.paused').count()) === 1, tapped.join());
  }
  report.check(`${name}: no script fails, nothing is missing`, faults().length === 0, faults().join());
  await context.close();
}

/** At the first instant at which something that is shown changes: a second before it, and just after. */
async function checkSteps(browser, { name, url, list }, report) {
  const instants = [...new Set(list.slides.flatMap(({ steps }) => steps.map(([from]) => from)))].sort((a, b) => a - b);
  const instant = instants.find((from) => from > list.built && String(expected(list, from - 1)) !== String(expected(list, from)));
  if (!instant) return;
  const { context, page } = await openAt(browser, url, instant - 10);
  const before = expected(list, instant - 1);
  const after = expected(list, instant);
  const gone = before.find((picture) => !after.includes(picture));
  await run(page, 5);
  const seen = await sequence(page, list.slides.reduce((sum, { seconds }) => sum + seconds + SWAP, ALONE));
  const late = seen.slice(1).filter((picture) => !after.includes(picture));
  report.check(`${name}: what has changed is not shown any more`, gone === undefined || late.length === 0, late.join());
  await context.close();
  await checkSwap(browser, { name, url, list, instant, gone }, report);
}

/** Pauses on the slide that changes: not even so it stands longer than it is true. */
async function checkSwap(browser, { name, url, list, instant, gone }, report) {
  if (!gone) return;
  const round = list.round.reduce((sum, number) => sum + list.slides[number].seconds + SWAP, 0);
  // A pause lasts ten minutes, and the round is shorter than an hour.
  const { context, page } = await openAt(browser, url, instant - Math.ceil(round) - 30);
  for (let waited = 0; waited < round && (await shown(page)) !== gone; waited += 1) await run(page, 1);
  if ((await shown(page)) === gone) {
    await page.keyboard.press('Escape');
    const left = instant - (await page.evaluate(() => Date.now() / 1000));
    await run(page, Math.min(left - 1, 500));
    report.check(`${name}: a slide stands to its last second`, (await shown(page)) === gone, await shown(page));
    if (left < 500) {
      await run(page, 1 + PROMPT);
      report.check(`${name}: a pause keeps no slide that is over`, (await shown(page)) !== gone, gone);
    }
  }
  await context.close();
}

async function checkEnd(browser, { name, url, list }, report) {
  const end = Math.max(list.built, ...list.slides.flatMap(({ steps }) => steps.map(([from]) => from))) + 1;
  const { context, page, faults } = await openAt(browser, url, end);
  const order = expected(list, end);
  const wanted = order.length > 0 ? order : list.standing;
  report.check(`${name}: at the end of all the city's slide stands`, wanted.includes(await shown(page)), await shown(page));
  const shot = readPng(await page.screenshot());
  const points = [[0.02, 0.5], [0.3, 0.02], [0.5, 0.5], [0.98, 0.98]];
  const dark = points.filter(([x, y]) => Math.max(...shot.at(Math.floor(x * shot.width), Math.floor(y * shot.height))) < 40);
  report.check(`${name}: its screen is not black`, dark.length < points.length, dark.join(' '));
  report.check(`${name}: no script fails at the end`, faults().length === 0, faults().join());
  await context.close();
}

/** What a round shows at `now` in layout A or B of that hour: the rules of the playlist once more, in the test's words. */
function expected(list, now) {
  const layout = Math.floor(now / 3600) % 2;
  const pictures = list.slides.map(({ steps }) => steps.findLast(([from]) => from <= now)?.[1] ?? []);
  const shared = new Map();
  const shows = list.slides.map(({ kind, course }, number) => {
    if (pictures[number].length === 0 || kind !== 'announcement') return pictures[number].length > 0;
    shared.set(course, (shared.get(course) ?? 0) + 1);
    return shared.get(course) <= list.perCourse;
  });
  return list.round.filter((number) => shows[number]).map((number) => pictures[number][layout] ?? pictures[number][0]);
}
