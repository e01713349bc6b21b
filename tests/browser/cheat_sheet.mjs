// The cheat sheet for the wall beside the desk: one sheet of A4, nothing beside its edge, also on a phone, and no flaw that axe finds.

import { fileURLToPath, pathToFileURL } from 'node:url';
import { accessibility } from './axe.mjs';
import { newTab } from './browser.mjs';

const SHEET = pathToFileURL(fileURLToPath(new URL('../../docs/hayamihyo.html', import.meta.url))).href;

export async function checkCheatSheet(browser, report) {
  const { page, faults } = await newTab(browser, { viewport: { width: 320, height: 700 } });
  await page.goto(SHEET);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  report.check('the cheat sheet fits a phone', wide <= 0, `${wide} px too wide at 320 px`);
  const flaws = await accessibility(page);
  report.check('the cheat sheet is accessible', flaws.length === 0, flaws.join('; '));
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length;
  report.check('the cheat sheet is one sheet', sheets === 1, `${sheets} sheets of A4`);
  report.check('the cheat sheet asks for nothing', faults.length === 0, faults.join(', '));
  await page.context().close();
}
