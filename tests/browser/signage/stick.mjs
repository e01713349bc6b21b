// A player from a stick or a folder: it asks for nothing but its pictures, and loads itself again once a night.

import { rmSync } from 'node:fs';
import { openAt, run, sequence } from './clockwork.mjs';
import { BUILT, files, inFolder, playlist, slide } from './world.mjs';

const HOUR = 3600;
/** 2:50 in Japan; the build is at 9:00. */
const NIGHT = BUILT + 17 * HOUR + 50 * 60;

export const stickTests = [plays, reloads, heldByPause, takenOut];

const NAMES = ['a', 'b', 'c'];
const LIST = playlist(NAMES.map((name) => slide(name)));
/** The same, with few changes in a long night. */
const CALM = playlist(NAMES.map((name) => slide(name, { seconds: 400 })));

async function plays(browser, html, report) {
  const { context, page, requests, faults } = await openAt(browser, inFolder(files(html, LIST)).url, BUILT);
  const seen = await sequence(page, 200);
  report.check('from file:// all slides play', new Set(seen).size === 3, seen.join());
  const others = requests.filter((url) => !/^file:.*(landscape\.html|slides\/\w+\.png)$/.test(url));
  report.check('nothing but pictures is asked for', others.length === 0 && faults().length === 0, [...others, ...faults()].join());
  await context.close();
}

async function reloads(browser, html, report) {
  const { context, page, loads, faults } = await openAt(browser, inFolder(files(html, CALM)).url, NIGHT);
  await run(page, 9 * 60);
  report.check('it is not loaded again before 3:00', (await loads()) === 1, `${await loads()} loads`);
  await run(page, 61 * 60);
  report.check('it is loaded again by 4:00', (await loads()) === 2, `${await loads()} loads`);
  await page.evaluate((seconds) => globalThis.skip(seconds), 22 * HOUR);
  await run(page, 50 * 60);
  report.check('once a night', (await loads()) === 2, `${await loads()} loads`);
  await run(page, 70 * 60);
  report.check('and the next night again', (await loads()) === 3, `${await loads()} loads`);
  report.check('without a fault', faults().length === 0, faults().join());
  await context.close();
}

async function heldByPause(browser, html, report) {
  const { context, page, loads } = await openAt(browser, inFolder(files(html, CALM)).url, NIGHT, { random: 0 });
  await run(page, 10 * 60 + 30);
  await page.keyboard.press('Escape');
  await run(page, 5 * 60);
  report.check('a pause keeps the page', (await loads()) === 1, `${await loads()} loads`);
  await run(page, 7 * 60);
  report.check('until it is over', (await loads()) === 2, `${await loads()} loads`);
  await context.close();
}

async function takenOut(browser, html, report) {
  const { folder, url } = inFolder(files(html, CALM));
  // Every picture has been seen before.
  const { context, page, loads } = await openAt(browser, url, NIGHT - 1300);
  await run(page, 1300);
  rmSync(folder, { recursive: true });
  await run(page, HOUR);
  report.check('where the stick was taken out it does not load', (await loads()) === 1, `${await loads()} loads`);
  const seen = await sequence(page, 900);
  report.check('and goes on with what it has', new Set(seen).size >= 2, seen.join());
  await context.close();
}
