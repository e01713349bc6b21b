// How a page lies on screens: contrast and names (axe) in light and dark, nothing too wide or cut off, targets as large as
// a finger, booking and telephone within reach of thumb and keyboard, focus never hidden.

import { accessibility } from './axe.mjs';
import { open } from './browser.mjs';
import { fromTheTop, hiddenFocus } from './focus.mjs';
import { checkTextSpacing } from './large_text.mjs';
import { checkStill } from './motion.mjs';
import { coveredByFixed, misfits } from './overflow.mjs';

const SCREENS = [
  { width: 320, height: 568 },
  { width: 390, height: 844 },
  { width: 768, height: 1024 },
  { width: 1280, height: 800 },
];
/** The widest phone: between it and the narrowest, one books without scrolling. */
const WIDEST_PHONE = { width: 430, height: 932 };
const TARGET = 44;
const MOST_TABS = 3;
/** Percent of the smallest screen that the fixed bar may take. */
const MOST_COVERED = 40;

export async function checkLayout(browser, look, report) {
  const { context, page, faults } = await open(browser, look);
  const screens = look.whole ? SCREENS : [SCREENS[0], SCREENS.at(-1)];
  for (const viewport of screens) {
    const where = `${look.where} ${viewport.width}px`;
    await page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark']) {
      if (!look.whole && (colorScheme === 'dark') !== (viewport === screens[0])) continue;
      await page.emulateMedia({ colorScheme });
      const violations = await accessibility(page);
      report.check(`${where} ${colorScheme}: axe finds nothing`, violations.length === 0, violations.join(' | '));
    }
    await checkFit(page, where, report);
    if (viewport.width <= WIDEST_PHONE.width) await checkFirstScreen(page, look, where, report);
  }
  await checkForcedColours(page, look, report);
  if (look.kind === 'session') {
    await page.setViewportSize(WIDEST_PHONE);
    await checkFirstScreen(page, look, `${look.where} ${WIDEST_PHONE.width}px`, report);
  }
  for (const viewport of look.whole ? [SCREENS[0], SCREENS.at(-1)] : [SCREENS[0]]) {
    await page.setViewportSize(viewport);
    await checkKeyboard(page, look, `${look.where} ${viewport.width}px`, report);
  }
  if (look.whole) await checkStill(page, look.where, report);
  await checkTextSpacing(page, look, report);
  report.check(`${look.where}: nothing is fetched from elsewhere, no script fails`, faults.length === 0, faults.join());
  await context.close();
}

async function checkFit(page, where, report) {
  const found = await page.evaluate(misfits);
  report.check(`${where}: everything fits`, found.length === 0, found.slice(0, 5).join(' | '));
  const small = await page.evaluate(smallTargets, TARGET);
  report.check(`${where}: targets are ${TARGET} × ${TARGET} px`, small.length === 0, small.join(' | '));
}

async function checkForcedColours(page, look, report) {
  await page.setViewportSize(SCREENS[1]);
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' });
  const violations = await accessibility(page);
  report.check(`${look.where} forced colours: axe finds nothing`, violations.length === 0, violations.join(' | '));
  const bare = await page.evaluate(bareControls);
  report.check(`${look.where} forced colours: marks and actions have an edge`, bare.length === 0, bare.join(' | '));
  await page.emulateMedia({ forcedColors: 'none' });
}

async function checkFirstScreen(page, { kind }, where, report) {
  if (kind !== 'session') return;
  await fromTheTop(page);
  const outside = await page.evaluate(outsideFirstScreen);
  report.check(`${where}: booking and telephone need no scrolling`, outside.length === 0, outside.join());
  const covered = await page.evaluate(coveredByFixed);
  report.check(`${where}: the bar leaves room to read`, covered <= MOST_COVERED, `it covers ${covered} % of the screen`);
}

async function checkKeyboard(page, { kind }, where, report) {
  if (kind === 'session' && (await page.locator('a.act[href]').count())) {
    await fromTheTop(page);
    const stops = await tabStops(page);
    const words = stops.map((stop) => stop.words).join(', ');
    report.check(`${where}: ${MOST_TABS} tabs reach the main action`, stops.at(-1).isAct, words);
  }
  const hidden = await hiddenFocus(page);
  report.check(`${where}: focus is never hidden`, hidden.length === 0, hidden.join(' | '));
}

/** Where the first tabs lead, up to the main action. */
async function tabStops(page) {
  const stops = [];
  while (stops.length < MOST_TABS && !stops.at(-1)?.isAct) {
    await page.keyboard.press('Tab');
    stops.push(
      await page.evaluate(() => {
        const { activeElement } = document;
        return { isAct: activeElement.matches('a.act[href]'), words: activeElement.textContent.trim().slice(0, 20) };
      }),
    );
  }
  return stops;
}

/** Links, buttons and summaries that are smaller than a finger; a link within a line of other words is exempt (WCAG 2.5.8). */
function smallTargets(least) {
  const inText = (element) => {
    if (getComputedStyle(element).display !== 'inline') return false;
    let block = element.parentElement;
    while (getComputedStyle(block).display === 'inline') block = block.parentElement;
    return block.textContent.trim() !== element.textContent.trim();
  };
  return [...document.querySelectorAll('a[href], button, summary')]
    .filter((element) => element.checkVisibility() && !inText(element))
    .map((element) => ({ element, box: element.getBoundingClientRect() }))
    .filter(({ box }) => Math.min(box.width, box.height) < least - 0.5)
    .map(({ element, box }) => `${element.textContent.trim().slice(0, 20)} ${box.width.toFixed()}×${box.height.toFixed()}px`);
}

/** Where the system chooses all colours, a mark or an action that was told from its surroundings by its fill needs an edge. */
function bareControls() {
  return [...document.querySelectorAll('a.act, .tel, .mark, [data-now]')]
    .filter((element) => element.checkVisibility())
    .filter((element) => parseFloat(getComputedStyle(element).borderTopWidth) === 0)
    .map((element) => element.textContent.trim().slice(0, 20));
}

function outsideFirstScreen() {
  return [...document.querySelectorAll('.act, .tel')]
    .filter((element) => element.checkVisibility())
    .filter((element) => {
      const box = element.getBoundingClientRect();
      return box.top < 0 || box.bottom > innerHeight || box.left < 0 || box.right > innerWidth;
    })
    .map((element) => element.textContent.trim());
}
