// Films, in real time: one plays to its end beside the words of its slide, then its picture stands; whatever is wrong with
// one, the picture is there.

import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { readPng } from './png.mjs';
import { newTab, setClock, visit } from '../browser.mjs';
import { BUILT, colourOf, files, inFolder, onServer, playlist, slide } from './world.mjs';

const FILM = readFileSync(new URL('../../../content/rinyushoku/films/spoon.mp4', import.meta.url));
/** Seconds of that film. */
const LENGTH = 4;
/** Two pixels of a slide of 1280 × 720: in the middle of the film's place, and beside it. */
const [INSIDE, BESIDE] = [[400, 500], [1100, 360]];

export const filmTests = [plays, mirrored, upright, broken, held];

async function plays(browser, html, report) {
  const world = await onServer(withFilm(html, { seconds: 2 }));
  const { context, page, faults } = await open(browser, world.url);
  await page.waitForSelector('#film.seen');
  await sleep(1500);
  const shot = readPng(await page.screenshot());
  report.check('a film is seen', String(shot.at(...INSIDE)) !== String(colourOf('slides/film.png')), String(shot.at(...INSIDE)));
  report.check('its slide is seen beside it', String(shot.at(...BESIDE)) === String(colourOf('slides/film.png')), String(shot.at(...BESIDE)));
  await page.waitForSelector('#film:not(.seen)', { state: 'attached' });
  const { playing, ended } = await page.evaluate(() => globalThis.diary);
  report.check('it plays to its end', ended.film > LENGTH - 0.3, JSON.stringify({ playing, ended }));
  const took = (ended.at - playing.at) / 1000;
  report.check('and stands still nowhere', took < 2 * LENGTH, `${took} s`);
  report.check('its decoder is free', await page.evaluate(() => !document.getElementById('film').currentSrc || document.getElementById('film').readyState === 0));
  const still = readPng(await page.screenshot());
  report.check('then its picture stands', String(still.at(...INSIDE)) === String(colourOf('slides/film.png')), String(still.at(...INSIDE)));
  await next(page);
  const { left } = await page.evaluate(() => globalThis.diary);
  const stood = (left.at - ended.at) / 1000;
  report.check('for the seconds of the slide', stood > 1.9, `${stood} s`);
  const failed = faults.filter((fault) => !fault.includes(' blob:'));
  report.check('no script fails at a film', failed.length === 0, failed.join());
  await context.close();
  await world.stop();
}

/** Where a film lies in layout B. */
async function mirrored(browser, html, report) {
  const { context, page } = await open(browser, folder(html, {}), { time: BUILT + 3600 });
  await page.waitForSelector('#film.seen');
  const { x, width } = await page.locator('#film').boundingBox();
  report.check('in layout B it lies on the right', Math.abs(x + width - 1280) < 7 && Math.abs(width - (1280 * 1240) / 1920) < 1, `${x} + ${width}`);
  await context.close();
}

async function upright(browser, html, report) {
  const player = html.replace('class="landscape"', 'class="portrait"');
  const { context, page } = await open(browser, folder(player, {}), { viewport: { width: 540, height: 960 } });
  await page.waitForSelector('#film.seen');
  const { y, height, width } = await page.locator('#film').boundingBox();
  report.check('upright it lies above', Math.abs(y) < 5 && Math.abs(height - 565) < 1 && width === 540, `${y} + ${height}`);
  await context.close();
}

async function broken(browser, html, report) {
  for (const [what, film] of [['no film', Buffer.from('no film')], ['half a film', FILM.subarray(0, 3000)], ['a missing film', null]]) {
    const { context, page, faults } = await open(browser, folder(html, { film }));
    await page.waitForSelector('.layer.front');
    await sleep(1500);
    const inside = async () => String(readPng(await page.screenshot()).at(...INSIDE));
    // A machine that does much else takes longer over a cross-fade.
    let still = await inside();
    for (let tries = 0; tries < 20 && still !== String(colourOf('slides/film.png')); tries += 1) {
      await sleep(300);
      still = await inside();
    }
    report.check(`${what}: the picture stands`, still === String(colourOf('slides/film.png')), still);
    await next(page);
    const failed = faults.filter((fault) => fault.startsWith('script'));
    report.check(`${what}: no script fails`, failed.length === 0, failed.join());
    await context.close();
  }
}

async function held(browser, html, report) {
  const { context, page } = await open(browser, folder(html, {}));
  await page.waitForSelector('#film.seen');
  await page.keyboard.press('Space');
  const at = () => page.evaluate(() => document.getElementById('film').currentTime);
  const before = await at();
  await sleep(1500);
  report.check('a pause holds the film', (await at()) - before < 0.3, `${before} to ${await at()}`);
  await page.keyboard.press('Space');
  await sleep(1000);
  report.check('and it goes on', (await at()) > before + 0.3, `${before} to ${await at()}`);
  await context.close();
}

/** Until the slide behind the one with the film is there. */
function next(page) {
  return page.waitForFunction(() => document.getElementById('stage').dataset.file === 'slides/next.png');
}

function withFilm(html, { film = FILM, seconds = 1 }) {
  const pictures = ['slides/film.png', 'slides/film.b.png'];
  const list = playlist([slide('film', { film: 'films/film.mp4', seconds, pictures }), slide('next')]);
  const all = files(html, list);
  if (film) all.set('films/film.mp4', film);
  return all;
}

function folder(html, options) {
  return inFolder(withFilm(html, options)).url;
}

/**
 * Runs in a page before its scripts, and notes when (ms) the film begins and ends, how far it has come then (s), and when
 * the slide behind it is shown: a test that looks on from outside may be late.
 */
function keepDiary() {
  globalThis.diary = {};
  const note = (name, film) => (globalThis.diary[name] ??= { at: performance.now(), film });
  for (const name of ['playing', 'ended']) addEventListener(name, ({ target }) => note(name, target.currentTime), true);
  const look = () => document.getElementById('stage')?.dataset.file === 'slides/next.png' && note('left');
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
}

async function open(browser, url, { time = BUILT, ...options } = {}) {
  const tab = await newTab(browser, { viewport: { width: 1280, height: 720 }, reducedMotion: 'reduce', ...options });
  await setClock(tab.page, time);
  await tab.page.addInitScript(keepDiary);
  await visit(tab.page, { url });
  return tab;
}
