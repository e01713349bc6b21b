// The signage player: it advances, it drops what has ended, it pauses, and it is never blank.

import { open } from './browser.mjs';

const FADE = 1500;

export async function checkPlayer(browser, { name, url }, report) {
  const { context, page } = await open(browser, url, { time: 0 });
  const slides = await page.locator('#slides li').evaluateAll((all) =>
    all.map((item) => ({ alt: item.textContent, until: Number(item.dataset.until) })),
  );
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
  const { context, page, faults } = await open(browser, url, { time: time * 1000 });
  await page.clock.runFor(FADE);
  report.check(`${where}: the city's slide stands`, (await shown(page)) === null && (await page.locator('.calm').isVisible()));
  report.check(`${where}: no script fails`, faults.length === 0, faults.join());
  await context.close();
}

async function plays(browser, url, time, { name, slides, seconds }, report) {
  const { context, page, faults } = await open(browser, url, { time: time * 1000 });
  const seen = [];
  for (let turn = 0; turn <= slides.length; turn += 1) {
    seen.push(await settled(page));
    await page.clock.runFor(seconds * 1000 - FADE + 500);
  }
  const expected = [...slides, slides[0]].map(({ alt }) => alt);
  report.check(`${name}: plays every slide and starts again`, String(seen) === String(expected), seen.join());
  if (slides.length > 1) {
    await settled(page);
    await page.keyboard.press('Space');
    const held = await shown(page);
    await page.clock.runFor(seconds * 2000);
    report.check(`${name}: the space bar pauses`, (await shown(page)) === held);
    await page.keyboard.press('Escape');
    await page.clock.runFor(seconds * 1000 + 500);
    report.check(`${name}: Escape goes on`, (await settled(page)) !== held);
  }
  report.check(`${name}: no script fails, nothing is fetched`, faults.length === 0, faults.join());
  await context.close();
}

async function drops(browser, url, { name, slides, seconds }, report) {
  const first = Math.min(...slides.map(({ until }) => until));
  const ended = slides.filter(({ until }) => until <= first).map(({ alt }) => alt);
  const { context, page } = await open(browser, url, { time: (first - seconds / 2) * 1000 });
  const start = await settled(page);
  await page.clock.runFor(seconds * 1000);
  const seen = [];
  for (let turn = 0; turn <= slides.length; turn += 1) {
    seen.push(await settled(page));
    await page.clock.runFor(seconds * 1000);
  }
  const late = seen.filter((alt) => ended.includes(alt));
  report.check(`${name}: drops a slide when it has ended`, start !== null && late.length === 0, late.join());
  await context.close();
}

/** Lets a picture load (real time) and its fade end (the page's time), then says which slide is shown. */
async function settled(page) {
  await page.clock.runFor(300);
  await page.waitForFunction(() => [...document.images].every((image) => image.complete));
  await page.clock.runFor(FADE - 300);
  return shown(page);
}

async function shown(page) {
  return page.evaluate(() => {
    const layers = [...document.querySelectorAll('.slide.shown')];
    return layers.find((layer) => layer.classList.contains('top'))?.alt ?? layers[0]?.alt ?? null;
  });
}
