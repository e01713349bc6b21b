// How pages lie on screens: width, contrast and names (axe), size of targets, the booking within reach, nothing hidden.

import { accessibility } from './axe.mjs';
import { open } from './browser.mjs';

const SCREENS = [
  { width: 320, height: 568 },
  { width: 390, height: 844 },
  { width: 430, height: 932 },
  { width: 768, height: 1024 },
  { width: 1280, height: 800 },
];
const TARGET = 44;
const PHONE = 430;
const MOST_TABS = 3;

export async function checkLayout(browser, { name, url, kind }, report) {
  const { context, page, faults } = await open(browser, url);
  for (const viewport of SCREENS) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      const where = `${name} ${viewport.width}px ${colorScheme}`;
      const violations = await accessibility(page);
      report.check(`${where}: axe finds nothing`, violations.length === 0, violations.join(' | '));
    }
    await checkReach(page, kind, viewport, `${name} ${viewport.width}px`, report);
  }
  report.check(`${name}: nothing is fetched from elsewhere`, faults.length === 0, faults.join());
  await context.close();
  await checkWithoutScript(browser, { name, url, kind }, report);
}

async function checkReach(page, kind, viewport, where, report) {
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  report.check(`${where}: nothing is wider than the screen`, width <= viewport.width, `${width}px`);
  const small = await page.evaluate(smallTargets, TARGET);
  report.check(`${where}: targets are ${TARGET}px high`, small.length === 0, small.join(' | '));
  await fromTheTop(page);
  if (kind === 'session') {
    if (viewport.width <= PHONE) {
      const outside = await page.evaluate(outsideFirstScreen);
      report.check(`${where}: booking and telephone need no scrolling`, outside.length === 0, outside.join());
    }
    if (await page.locator('a.act').count()) {
      let reached = false;
      for (let tab = 0; tab < MOST_TABS && !reached; tab += 1) {
        await page.keyboard.press('Tab');
        reached = await page.evaluate(() => document.activeElement.matches('a.act'));
      }
      report.check(`${where}: ${MOST_TABS} tabs reach the booking`, reached);
    }
  }
  const hidden = await hiddenFocus(page);
  report.check(`${where}: focus is never hidden`, hidden.length === 0, hidden.join(' | '));
}

/** Links, buttons and summaries that are lower than a finger; links within running text are exempt (WCAG 2.5.8). */
function smallTargets(least) {
  return [...document.querySelectorAll('a[href], button, summary')]
    .filter((element) => element.checkVisibility() && !element.closest('.prose'))
    .map((element) => ({ element, height: element.getBoundingClientRect().height }))
    .filter(({ height }) => height < least - 0.5)
    .map(({ element, height }) => `${element.textContent.trim().slice(0, 20)} ${height}px`);
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

/** Back to where a visitor starts: nothing has focus, nothing is scrolled. */
async function fromTheTop(page) {
  await page.evaluate(() => {
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
    scrollTo(0, 0);
  });
}

/** Walks through everything that takes focus; gives what lies outside the screen or behind something else. */
async function hiddenFocus(page) {
  const hidden = [];
  await fromTheTop(page);
  const count = await page.locator('a[href], button, summary').count();
  for (let step = 0; step < count; step += 1) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === document.body) return null;
      const box = element.getClientRects()[0];
      const points = [box.top + 2, (box.top + box.bottom) / 2, box.bottom - 2];
      const seen = points.every((y) => {
        const top = document.elementFromPoint(Math.min(box.left + box.width / 2, innerWidth - 1), y);
        return top && (element.contains(top) || top.contains(element));
      });
      return seen ? null : element.textContent.trim().slice(0, 30);
    });
    if (found !== null) hidden.push(found);
  }
  return hidden;
}

async function checkWithoutScript(browser, { name, url, kind }, report) {
  const { context, page } = await open(browser, url, { javaScriptEnabled: false, viewport: SCREENS[1] });
  report.check(`${name}: there is one heading above all others`, (await page.locator('h1').count()) === 1);
  if (kind === 'session') {
    const act = page.locator('.act');
    report.check(`${name}: without scripts one can book`, (await act.count()) === 1 && (await act.isVisible()));
  }
  await context.close();
}
