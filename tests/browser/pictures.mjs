// Takes the workbench's picture for the guides: node tests/browser/pictures.mjs OIDEYO
// The sample site on its own day, as everybody sees it who makes it with `oideyo init`.

import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch, newTab } from './browser.mjs';
import { Site, preview } from './preview.mjs';

const SAMPLE = fileURLToPath(new URL('../..', import.meta.url));
const COURSES = ['papamama', 'rinyushoku', 'sokutei', 'soudan', 'stepup', 'youjishoku'];
const SESSION = 'rinyushoku/2026-12-10';

const site = new Site(SAMPLE, COURSES);
const served = await preview(path.resolve(process.argv[2] ?? 'target/release/oideyo'), site, { now: '2026-12-01T09:00' });
const browser = await launch();
try {
  const { page } = await newTab(browser, { viewport: { width: 1440, height: 900 }, locale: 'ja-JP' });
  await page.goto(`${served.url}#${SESSION}`);
  const isDrawn = () => document.querySelectorAll('.picture img[src]').length === 5 && document.querySelector('.state.well');
  await page.waitForFunction(isDrawn, null, { timeout: 300_000 });
  await page.waitForTimeout(500);
  await page.screenshot({ path: path.join(SAMPLE, 'docs/pictures/workbench.png') });
} finally {
  await browser.close();
  served.end();
  site.remove();
}
