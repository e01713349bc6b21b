// Text as readers need it: twice as large (WCAG 1.4.4, the browser's own setting, so that media queries follow) and with
// wide spacing (1.4.12). Nothing may be lost, and the page can still be read above its bar.

import { accessibility } from './axe.mjs';
import { open } from './browser.mjs';
import { hiddenFocus } from './focus.mjs';
import { coveredByFixed, misfits } from './overflow.mjs';

/** Twice the 16 px that browsers start with. */
export const LARGE = 32;
const SCREENS = [
  { width: 320, height: 568 },
  { width: 390, height: 844 },
  { width: 1280, height: 800 },
];
/** Percent of the screen that the bar may take where text is twice as large. */
const MOST_COVERED = 50;
const SPACING = `* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }`;

/** `browser` was launched with `textSize: LARGE`. */
export async function checkLargeText(browser, look, report) {
  const { context, page } = await open(browser, look);
  const size = await page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
  report.check(`${look.where}: text follows the reader's size`, size >= LARGE, `${size}px`);
  for (const viewport of look.whole ? SCREENS : SCREENS.slice(0, 1)) {
    const where = `${look.where} ${viewport.width}px, text 200 %`;
    await page.setViewportSize(viewport);
    const found = await page.evaluate(misfits);
    report.check(`${where}: nothing is lost`, found.length === 0, found.slice(0, 5).join(' | '));
    const covered = await page.evaluate(coveredByFixed);
    report.check(`${where}: the page can be read above the bar`, covered <= MOST_COVERED, `${covered} % are covered`);
  }
  const phone = SCREENS[look.whole ? 1 : 0];
  await page.setViewportSize(phone);
  const where = `${look.where} ${phone.width}px, text 200 %`;
  const violations = await accessibility(page);
  report.check(`${where}: axe finds nothing`, violations.length === 0, violations.join(' | '));
  const hidden = await hiddenFocus(page);
  report.check(`${where}: focus is never hidden`, hidden.length === 0, hidden.join(' | '));
  await context.close();
}

/** `page` stands open and is left with its spacing. */
export async function checkTextSpacing(page, look, report) {
  await page.addStyleTag({ content: SPACING });
  for (const viewport of look.whole ? [SCREENS[0], SCREENS.at(-1)] : [SCREENS[0]]) {
    await page.setViewportSize(viewport);
    const found = await page.evaluate(misfits);
    const where = `${look.where} ${viewport.width}px, wide spacing`;
    report.check(`${where}: nothing is lost`, found.length === 0, found.slice(0, 5).join(' | '));
  }
}
