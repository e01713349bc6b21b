// The signage player: it advances, it drops what has ended, it pauses, and it is never blank.

import { setTimeout as sleep } from 'node:timers/promises';

import { accessibility } from './axe.mjs';
import { newTab, openStopped, visit } from './browser.mjs';
import { checkStill } from './motion.mjs';

const FADE = 1500;
const STEP = 250;

export async function checkPlayer(browser, { name, url }, report) {
  const { context, page } = await newTab(browser);
  await visit(page, { url });
  const slides = await page.locator('#slides li').evaluateAll((all) =>
    all.map((item) => ({ src: item.dataset.src, until: Number(item.dataset.until) })),
  );
  const violations = await accessibility(page);
  report.check(`${name}: axe finds nothing`, violations.length === 0, violations.join(' | '));
  await checkStill(page, name, report, ['reduce']);
  const seconds = Number(await page.locator('#slides').getAttribute('data-seconds'));
  await context.close();

  const after = Math.max(0, ...slides.map(({ until }) => until)) + 1;
  await atRest(browser, url, after, `${name} when all is over`, report);
  if (slides.length === 0) return;
  const before = Math.min(...slides.map(({ until }) => until)) - 3600;
  await plays(browser, url, before, { name, slides, seconds }, report);
  await drops(browser, url, { name, slides, seconds }, report);
}

async function atRest(browser, url, time, where, report) {
  const { context, page, faults } = await openStopped(browser, url, time);
  await page.clock.runFor(FADE);
  report.check(`${where}: the city's slide stands`, (await shown(page)) === null && (await page.locator('.calm').isVisible()));
  report.check(`${where}: no script fails`, faults.length === 0, faults.join());
  await context.close();
}

async function plays(browser, url, time, { name, slides, seconds }, report) {
  const { context, page, faults } = await openStopped(browser, url, time);
  const turns = slides.length > 1 ? slides.length + 1 : 1;
  const seen = await sequence(page, turns, seconds);
  const expected = [...slides, slides[0]].slice(0, turns).map(({ src }) => src);
  report.check(`${name}: plays every slide and starts again`, String(seen) === String(expected), seen.join());
  if (slides.length > 1) {
    await page.clock.runFor(FADE);
    await page.keyboard.press('Space');
    const held = await shown(page);
    const still = await sequence(page, 2, seconds);
    report.check(`${name}: the space bar pauses`, String(still) === String([held]), still.join());
    await page.keyboard.press('Escape');
    const on = await sequence(page, 2, seconds);
    report.check(`${name}: Escape goes on`, on.length === 2, on.join());
  }
  report.check(`${name}: no script fails, nothing is fetched`, faults.length === 0, faults.join());
  await context.close();
}

async function drops(browser, url, { name, slides, seconds }, report) {
  const first = Math.min(...slides.map(({ until }) => until));
  const ended = slides.filter(({ until }) => until <= first).map(({ src }) => src);
  const { context, page } = await openStopped(browser, url, first - 1);
  await page.clock.runFor(1000);
  const late = (await sequence(page, slides.length + 1, seconds)).slice(1).filter((src) => ended.includes(src));
  report.check(`${name}: drops a slide when it has ended`, late.length === 0, late.join());
  await context.close();
}

/** The next slides in the order in which they are shown, at most `most`; waits no longer than their time. */
async function sequence(page, most, seconds) {
  const seen = [];
  const steps = (most * (seconds * 1000 + FADE)) / STEP;
  for (let step = 0; step < steps && seen.length < most; step += 1) {
    const src = await shown(page);
    if (src !== null && src !== seen.at(-1)) seen.push(src);
    await page.clock.runFor(STEP);
    while (!(await page.evaluate(() => [...document.images].every((image) => image.complete)))) await sleep(10);
  }
  return seen;
}

async function shown(page) {
  return page.evaluate(() => {
    const layers = [...document.querySelectorAll('.slide.shown')];
    return (layers.find((layer) => layer.classList.contains('top')) ?? layers[0])?.getAttribute('src') ?? null;
  });
}
