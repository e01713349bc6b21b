// Against burn-in pictures wander by up to 8 px and come everywhere in that square, but never while they stand, and nothing
// else shows at the edges.

import { png, readPng } from './png.mjs';
import { openAt, run } from './clockwork.mjs';
import { BUILT, files, inFolder, playlist, slide } from './world.mjs';

const [WIDTH, HEIGHT] = [1920, 1080];
const SHIFT = 8;
/** How often, and how far apart in seconds, it is looked at. */
const LOOKS = 45;
const APART = 23 * 60;
const [EDGE, MARK] = [[200, 40, 40], [250, 250, 250]];

export const burnInTests = [wanders];

async function wanders(browser, html, report) {
  const list = playlist([slide('marked')]);
  const all = files(html, list);
  // One of its dots is ten px of the slide; the mark begins at 960, 540.
  all.set('slides/marked.png', png(WIDTH / 10, HEIGHT / 10, (x, y) => (x === 96 && y === 54 ? MARK : EDGE)));
  const { context, page } = await openAt(browser, inFolder(all).url, BUILT, { viewport: { width: WIDTH, height: HEIGHT } });
  const places = [];
  for (let look = 0; look < LOOKS; look += 1) {
    await run(page, 2);
    const before = await place(page);
    if (look < 3) await checkPixels(page, before, report);
    places.push(before);
    await run(page, 100);
    await page.evaluate((seconds) => globalThis.skip(seconds), APART);
    await run(page, 130);
  }
  const far = places.filter(([x, y]) => Math.max(Math.abs(x), Math.abs(y)) > SHIFT);
  report.check('no picture is more than 8 px away', far.length === 0, JSON.stringify(far));
  const quarters = new Set(places.map(([x, y]) => `${Math.floor((x + SHIFT) / 6)} ${Math.floor((y + SHIFT) / 6)}`));
  report.check('it comes to every part of the square', quarters.size === 9, [...quarters].join(', '));
  await context.close();
}

function place(page) {
  return page.evaluate(() => {
    const { left, top } = document.querySelector('.layer.front img:last-child').style;
    return [Math.round(parseFloat(left) * 19.2), Math.round(parseFloat(top) * 10.8)];
  });
}

async function checkPixels(page, [left, top], report) {
  const shot = readPng(await page.screenshot());
  const edges = [];
  for (let x = 0; x < WIDTH; x += 37) edges.push(shot.at(x, 0), shot.at(x, 4), shot.at(x, HEIGHT - 1));
  for (let y = 0; y < HEIGHT; y += 37) edges.push(shot.at(0, y), shot.at(4, y), shot.at(WIDTH - 1, y));
  const others = edges.map(String).filter((colour) => colour !== String(EDGE));
  report.check('the picture goes on to every edge', others.length === 0, [...new Set(others)].join(' | '));
  // In the middle of the moved mark it is bright, where that ends it is not.
  const [x, y] = [Math.round(965 + left), Math.round(545 + top)];
  const bright = ([red, green]) => red > 200 && green > 150;
  const found = bright(shot.at(x, y)) && !bright(shot.at(x - 14, y)) && !bright(shot.at(x + 14, y)) && !bright(shot.at(x, y - 14));
  report.check('the picture lies where its style says', found, `${shot.at(x, y)} at ${x}, ${y}`);
}
