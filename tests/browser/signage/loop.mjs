// What a player shows when: expiry, changes at their instants, the share of a course, wrong clocks, nothing to show,
// pauses, the hour's layout, the clock, and that no frame is ever blank.

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { readPng } from './png.mjs';
import { newTab, setClock, visit } from '../browser.mjs';
import { openAt, run, sequence, shown } from './clockwork.mjs';
import { BUILT, colourOf, files, inFolder, playlist, slide } from './world.mjs';

const HOUR = 3600;

export const loopTests = [oldBrowser, instants, share, wrongClock, nothingCurrent, nothingAtAll, missing, hours, pauses, alone, clock, pointer, frames];

async function oldBrowser(browser, html, report) {
  const { page, faults, close } = await play(browser, html, playlist(['a', 'b', 'c'].map((name) => slide(name))), BUILT, { old: true });
  const seen = await sequence(page, 30);
  report.check('slides play without decode()', new Set(seen).size === 3 && faults().length === 0, [...seen, ...faults()].join());
  await close();
}

async function instants(browser, html, report) {
  const [open, closed] = [['slides/open.png'], ['slides/closed.png']];
  const changing = slide('changing', { steps: [[0, open], [BUILT + 100, closed], [BUILT + 200, []]], seconds: 1000 });
  const other = slide('other', { steps: [[0, []], [BUILT + 200, ['slides/other.png']]] });
  const { page, close } = await play(browser, html, playlist([changing, other]), BUILT + 50);
  await run(page, BUILT + 99 - (await seconds(page)));
  report.check('a slide stands until a second before its instant', (await shown(page)) === open[0]);
  await run(page, 2);
  report.check('a second after its instant the slide has changed', (await shown(page)) === closed[0], await shown(page));
  await run(page, BUILT + 199 - (await seconds(page)));
  report.check('what replaced it stands to its end', (await shown(page)) === closed[0], await shown(page));
  await run(page, 2);
  report.check('what was not current comes in the place of what is over', (await shown(page)) === 'slides/other.png', await shown(page));
  await close();
}

async function share(browser, html, report) {
  const list = [1, 2, 3, 4].map((number) => slide(`${number}`, { course: 'one', until: number === 1 ? BUILT + 60 : undefined }));
  const dates = slide('dates', { course: 'one', kind: 'dates' });
  const { page, close } = await play(browser, html, playlist([...list, dates], { perCourse: 2, round: [0, 1, 2, 3, 4, 4] }), BUILT);
  const names = async () => [...new Set(await sequence(page, 30))].map((file) => /(\w+)\.png/.exec(file)[1]).sort().join();
  const before = await names();
  report.check('a course shows its share of sessions, the soonest, and its dates', before === '1,2,dates', before);
  await run(page, 60);
  const after = await names();
  report.check('the next session moves up when one is over', after === '2,3,dates', after);
  await close();
}

async function wrongClock(browser, html, report) {
  const list = playlist([slide('over', { until: BUILT - 100 }), slide('now', { until: BUILT + 100 })], { clock: true });
  const { page, close } = await play(browser, html, list, 1000);
  const seen = await sequence(page, 300);
  report.check('a clock before the build is not trusted', seen.every((file) => file === 'slides/now.png'), seen.join());
  report.check('a wrong clock is not shown', !(await page.locator('#clock').isVisible()));
  await close();
}

async function nothingCurrent(browser, html, report) {
  const coming = slide('coming', { steps: [[0, []], [BUILT + 500, ['slides/coming.png']]] });
  const { page, close } = await play(browser, html, playlist([coming]), BUILT);
  report.check('with nothing current the city\'s slide stands', (await shown(page)) === 'slides/standing.png', await shown(page));
  await checkFilled(page, 'slides/standing.png', 'the city\'s slide', report);
  report.check('its words are the city\'s', (await page.locator('.front img:last-child').getAttribute('alt')) !== '');
  await run(page, 400);
  report.check('it goes on standing', (await shown(page)) === 'slides/standing.png', await shown(page));
  await run(page, 100);
  report.check('what becomes current takes its place', (await shown(page)) === 'slides/coming.png', await shown(page));
  await close();
}

async function nothingAtAll(browser, html, report) {
  const list = playlist([slide('short', { until: BUILT + 60 })]);
  const all = files(html, list);
  all.delete('slides/standing.png');
  const { page, close } = await open(browser, all, BUILT);
  report.check('a slide stands', (await shown(page)) === 'slides/short.png');
  await run(page, 80);
  report.check('without any picture the city\'s name is seen', (await shown(page)) === null && (await page.locator('.layer.front').count()) === 0);
  report.check('its heading is there', await page.locator('.calm h1').isVisible());
  await close();
}

async function missing(browser, html, report) {
  const list = playlist(['a', 'b', 'c'].map((name) => slide(name)));
  const all = files(html, list);
  const whole = all.get('slides/b.png');
  all.set('slides/b.png', Buffer.from('no picture'));
  const { page, folder, close } = await open(browser, all, BUILT);
  const seen = await sequence(page, 30);
  report.check('a broken picture is passed over', !seen.includes('slides/b.png') && seen.includes('slides/c.png'), seen.join());
  writeFileSync(path.join(folder, 'slides/b.png'), whole);
  // Browsers keep what they have read of a file in memory; a new page does not.
  await page.reload();
  report.check('and shown when it is whole', (await sequence(page, 80)).includes('slides/b.png'));
  await close();
}

async function hours(browser, html, report) {
  const list = playlist(['x', 'y'].map((name) => slide(name, { pictures: [`slides/${name}.png`, `slides/${name}.b.png`] })));
  const { page, close } = await play(browser, html, list, BUILT + HOUR - 60);
  const first = await sequence(page, 55);
  report.check('in an even hour layout A is shown', first.every((file) => !file.includes('.b.')), first.join());
  await run(page, 10);
  const second = await sequence(page, 30);
  report.check('in an odd hour layout B is shown', second.every((file) => file.includes('.b.')), second.join());
  await close();
}

async function pauses(browser, html, report) {
  const list = playlist([slide('first', { until: BUILT + 300 }), slide('second'), slide('third')]);
  const { page, close } = await play(browser, html, list, BUILT);
  await page.keyboard.press('Space');
  const label = await page.locator('#pause').textContent();
  report.check('the button says how to go on', label === '再開する' && (await page.locator('.paused').count()) === 1, label);
  await run(page, 250);
  report.check('a paused slide stands', (await shown(page)) === 'slides/first.png', await shown(page));
  await run(page, 60);
  report.check('a pause does not keep what is over', (await shown(page)) === 'slides/second.png', await shown(page));
  await run(page, 240);
  report.check('the pause goes on meanwhile', (await shown(page)) === 'slides/second.png', await shown(page));
  await run(page, 60);
  report.check('a pause is forgotten after ten minutes', (await page.locator('.paused').count()) === 0);
  const seen = await sequence(page, 30);
  report.check('then the slides go on', seen.includes('slides/third.png'), seen.join());
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  report.check('the space bar on the button pauses once', (await page.locator('.paused').count()) === 1);
  const box = await page.locator('#pause').boundingBox();
  report.check('the button is large enough', box.width >= 44 && box.height >= 44, JSON.stringify(box));
  await close();
}

async function alone(browser, html, report) {
  const { page, close } = await play(browser, html, playlist([slide('only')]), BUILT);
  const seen = await sequence(page, 600);
  report.check('a slide that is alone comes again every few minutes', seen.length >= 4 && seen.length <= 8, `${seen.length} times`);
  await close();
}

async function clock(browser, html, report) {
  const { page, close } = await play(browser, html, playlist([slide('a'), slide('b')], { clock: true }), BUILT + 58, { viewport: { width: 1920, height: 1080 } });
  const time = () => page.locator('#clock text').textContent();
  report.check('the clock says the minute', (await time()) === '09:00', await time());
  await run(page, 2);
  report.check('and the next one', (await time()) === '09:01', await time());
  const { x, y, width, height } = await page.locator('#clock').boundingBox();
  const [right, top] = [1920 - x - width, y];
  const fits = Math.abs(right - 56) <= 9 && Math.abs(top - 56) <= 9 && Math.abs(width - 200) <= 1 && Math.abs(height - 72) <= 1;
  report.check('it stands where slides keep a place free', fits, JSON.stringify({ x, y, width, height }));
  await close();
}

async function pointer(browser, html, report) {
  const { page, close } = await play(browser, html, playlist([slide('a'), slide('b')]), BUILT);
  const cursor = () => page.evaluate(() => getComputedStyle(document.body).cursor);
  await run(page, 5);
  report.check('a pointer that rests is hidden', (await cursor()) === 'none', await cursor());
  await page.mouse.move(200, 200);
  report.check('one that moves is seen', (await cursor()) !== 'none', await cursor());
  await close();
}

/** In real time: at every frame of two cross-fades one whole picture lies below or in front. */
async function frames(browser, html, report) {
  const { url } = inFolder(files(html, playlist(['a', 'b'].map((name) => slide(name, { seconds: 1 })))));
  const { context, page } = await newTab(browser);
  await setClock(page, BUILT);
  await visit(page, { url });
  await page.waitForSelector('.layer.front');
  const { blank, fades, count } = await page.evaluate(watch);
  report.check('no frame is blank', blank === 0 && count > 9, `${blank} of ${count} frames`);
  report.check('slides fade into each other', fades > 1, `${fades} frames`);
  await context.close();

  function watch() {
    return new Promise((done) => {
      const end = performance.now() + 4500;
      const found = { blank: 0, fades: 0, count: 0 };
      const settled = () => performance.now() > end - 3200;
      const look = () => {
        const layers = [...document.querySelectorAll('.layer')].map((layer) => {
          const { opacity, visibility } = getComputedStyle(layer);
          return visibility === 'visible' && [...layer.children].every((image) => image.complete && image.naturalWidth > 0) ? Number(opacity) : 0;
        });
        if (settled()) {
          found.count += 1;
          if (!layers.includes(1)) found.blank += 1;
          if (layers.some((opacity) => opacity > 0.02 && opacity < 1)) found.fades += 1;
        }
        if (performance.now() < end) requestAnimationFrame(look);
        else done(found);
      };
      look();
    });
  }
}

/** That a picture of one colour fills the screen. */
async function checkFilled(page, file, where, report) {
  const shot = readPng(await page.screenshot());
  const points = [[0, 0], [shot.width - 1, 0], [0, shot.height - 1], [shot.width - 1, shot.height - 1], [shot.width >> 1, shot.height >> 1]];
  const wanted = String(colourOf(file));
  const others = points.map(([x, y]) => String(shot.at(x, y))).filter((colour) => colour !== wanted);
  report.check(`${where} fills the screen`, others.length === 0, `${others.join(' | ')} instead of ${wanted}`);
}

function play(browser, html, list, time, options) {
  return open(browser, files(html, list), time, options);
}

async function open(browser, all, time, options) {
  const { folder, url } = inFolder(all);
  const tab = await openAt(browser, url, time, { viewport: { width: 1280, height: 720 }, ...options });
  return { ...tab, folder, close: () => tab.context.close() };
}

function seconds(page) {
  return page.evaluate(() => Date.now() / 1000);
}
