// The workbench by keyboard alone.

import { newTab } from './browser.mjs';
import { PATIENCE, watcher } from './watch.mjs';

/** From the address bar to another moment of another session without a mouse; what has focus is always seen. */
export async function checkKeyboard(browser, url, report) {
  const { until, phoneSays } = watcher(report);
  const session = new URL(url).hash.slice(1);
  const { page, context } = await newTab(browser, { viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(PATIENCE);
  await page.goto(url);
  await phoneSays(page, 'by keyboard: a session is shown', '予約する');
  const focus = () =>
    page.evaluate(() => {
      const element = document.activeElement;
      const style = getComputedStyle(element);
      const label = element.matches('.widths input') ? getComputedStyle(element.nextElementSibling) : style;
      return {
        id: element.id || element.dataset.id || element.className || element.tagName,
        ring: label.outlineStyle !== 'none' && parseFloat(label.outlineWidth) >= 2,
        inFrame: element.tagName === 'IFRAME',
      };
    });
  await page.keyboard.press('Tab');
  report.check('Tab comes first to the way past the list', (await focus()).id === 'skip', JSON.stringify(await focus()));
  await page.keyboard.press('Enter');
  report.check(
    'which leads past it and selects nothing else',
    (await focus()).id === 'main' && (await page.evaluate(() => location.hash)) === `#${session}`,
    JSON.stringify(await focus()),
  );
  await page.evaluate(() => document.querySelector('.skip').focus());
  const stops = [];
  for (let step = 0; step < 12; step += 1) {
    await page.keyboard.press('Tab');
    stops.push(await focus());
  }
  const bare = stops.filter(({ ring, inFrame }) => !ring && !inFrame);
  report.check('what has focus wears a ring', bare.length === 0, JSON.stringify(bare));
  const ids = stops.map(({ id }) => id);
  report.check(
    'search, list and moment are reached',
    ['search', session, 'at-input'].every((id) => ids.includes(id)),
    String(ids),
  );
  await page.keyboard.press('/');
  const isThere = async (id) => (await focus()).id === id;
  if (!(await isThere('search'))) await page.locator('#search').focus();
  await page.keyboard.type('2027-01-14');
  await page.keyboard.press('ArrowDown');
  await until(page, 'arrows go from search into the list and select', () => location.hash === '#rinyushoku/2027-01-14');
  await page.locator('#search').fill('');
  await page.locator('a[data-id="rinyushoku/2027-01-14"]').focus();
  await page.keyboard.press('ArrowDown');
  await until(page, 'and on to the next', () => location.hash === '#rinyushoku/2027-02-18');
  await page.keyboard.press('k');
  await until(page, 'K goes back', () => location.hash === '#rinyushoku/2027-01-14');
  await phoneSays(page, 'its page is shown', '1月');
  await page.keyboard.press(']');
  await until(page, '] goes to the next phase', () => document.getElementById('at-text').textContent.endsWith('受付中'));
  await page.keyboard.press('n');
  await until(page, 'N goes back to now', () => document.getElementById('at-text').textContent.startsWith('いま'));
  await page.keyboard.press('?');
  report.check('? opens the list of keys', await page.locator('#help').isVisible());
  await page.keyboard.press('Escape');
  report.check('Escape closes it', !(await page.locator('#help').isVisible()));
  await context.close();
}
