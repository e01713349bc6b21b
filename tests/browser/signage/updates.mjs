// A player over http: it brings what is new between two slides, and goes on with what it has when nobody answers, when the
// answer is no playlist and when a picture is missing.

import { readPng } from './png.mjs';
import { openAt, run, sequence } from './clockwork.mjs';
import { BUILT, files, onServer, playlist, slide } from './world.mjs';

/** Longest until news is seen: a minute with its jitter, and the slide that stands. */
const NEWS = 80;
const HOUR = 3600;
/** The digest of another player. */
const NEWER = 'fedcba9876';

export const updateTests = [news, badNews, serverGone, slowStart, newPlayer, stalePage, badGateway];

const OLD = ['a', 'b'].map((name) => slide(name));
const NEW = ['b', 'c', 'd'].map((name) => slide(name));

async function news(browser, html, report) {
  const { world, page, close } = await play(browser, html, playlist(OLD));
  await run(page, 100);
  replace(world, playlist(NEW));
  const from = world.asked.length;
  const seen = await sequence(page, NEWS + 30);
  const asked = world.asked.slice(from);
  report.check('it asks for the playlist every minute', asked.filter((name) => name === 'playlist.json').length >= 1, asked.join());
  report.check('new slides come', ['c', 'd'].every((name) => seen.includes(`slides/${name}.png`)), seen.join());
  report.check('old ones go', !seen.slice(seen.indexOf('slides/c.png')).includes('slides/a.png'), seen.join());
  report.check('after the one that stood comes its next', seen.indexOf('slides/c.png') === seen.indexOf('slides/d.png') - 1, seen.join());
  const again = asked.filter((name) => name === 'slides/b.png');
  report.check('what it had is not fetched again', again.length === 0, again.join());
  await run(page, 200);
  const live = await page.evaluate(() => globalThis.liveUrls());
  report.check('what is not needed any more is let go', live === 4, `${live} pictures in memory`);
  await close();
}

async function badNews(browser, html, report) {
  const { world, page, close } = await play(browser, html, playlist(OLD));
  await run(page, 30);
  const old = async (what) => {
    const seen = new Set(await sequence(page, 2 * NEWS));
    report.check(`${what}: the old slides go on`, [...seen].sort().join() === 'slides/a.png,slides/b.png', [...seen].join());
  };
  world.files.set('playlist.json', Buffer.from('{"landscape":'));
  await old('broken JSON');
  world.files.set('playlist.json', Buffer.from('{"landscape":{"built":1,"perCourse":3,"slides":[{}],"round":[0],"standing":[]}}'));
  await old('no playlist');
  const away = playlist([slide('elsewhere', { pictures: ['https://example.jp/x.png'] })]);
  world.files.set('playlist.json', Buffer.from(JSON.stringify({ landscape: away })));
  await old('a picture from elsewhere');
  replace(world, playlist(NEW));
  const missing = world.files.get('slides/d.png');
  world.files.delete('slides/d.png');
  await old('a missing picture');
  world.files.set('slides/d.png', missing);
  const seen = await sequence(page, 2 * NEWS);
  report.check('the new ones come when all is there', seen.includes('slides/d.png'), seen.join());
  await close();
}

async function serverGone(browser, html, report) {
  const { world, page, context, close } = await play(browser, html, playlist(OLD));
  await run(page, 30);
  await world.stop();
  const session = await context.newCDPSession(page);
  await session.send('Network.clearBrowserCache');
  for (let round = 0; round < 4; round += 1) {
    const seen = new Set(await sequence(page, 60));
    report.check('with the network down all slides go on', seen.size === 2, [...seen].join());
    const colour = Math.max(...readPng(await page.screenshot()).at(640, 360));
    report.check('with the network down the screen is not blank', colour >= 80 && colour < 240, String(colour));
  }
  replace(world, playlist(NEW));
  await world.start();
  const seen = await sequence(page, 2 * NEWS);
  report.check('when the server is back the new slides come', seen.includes('slides/d.png'), seen.join());
  await close();
}

/** Its first slide is shown as soon as it is there; a picture that is missing is passed over and asked for again. */
async function slowStart(browser, html, report) {
  const all = files(html, playlist([...OLD, slide('late')]));
  const late = all.get('slides/late.png');
  all.delete('slides/late.png');
  const { page, close } = await open(browser, all);
  const seen = await sequence(page, 20);
  report.check('it begins with what there is', new Set(seen).size === 2 && !seen.includes(null), seen.join());
  all.set('slides/late.png', late);
  const then = await sequence(page, NEWS + 20);
  report.check('and takes in what comes late', then.includes('slides/late.png'), then.join());
  await close();
}

async function newPlayer(browser, html, report) {
  const { world, page, loads, close } = await play(browser, html, playlist(OLD));
  await hours(page, 1);
  replace(world, playlist(NEW, { player: NEWER }));
  await run(page, 2 * NEWS);
  report.check('a newer player is loaded', (await loads()) === 2, `${await loads()} loads`);
  await hours(page, 3);
  report.check('and only once', (await loads()) === 2, `${await loads()} loads`);
  const seen = await sequence(page, 20);
  report.check('it shows the new slides', seen.includes('slides/d.png') && !seen.includes('slides/a.png'), seen.join());
  await close();
}

/** A cache that keeps the old page: no reload, but the new slides come. */
async function stalePage(browser, html, report) {
  const { world, page, loads, close } = await play(browser, html, playlist(OLD));
  const stale = world.files.get('landscape.html');
  await hours(page, 1);
  replace(world, playlist(NEW, { player: NEWER }));
  world.files.set('landscape.html', stale);
  const seen = await sequence(page, 2 * NEWS);
  report.check('an old page is not loaded again', (await loads()) === 1, `${await loads()} loads`);
  report.check('the new slides come all the same', seen.includes('slides/d.png'), seen.join());
  // A page that another host of the same name still answers differently is asked for at most once an hour.
  let asked = 0;
  world.files.set('landscape.html', () => ((asked += 1) % 2 === 1 ? Buffer.from(`${stale}<!--${NEWER}-->`) : stale));
  await hours(page, 3);
  report.check('a cache that wavers costs at most one load an hour', (await loads()) <= 4, `${await loads()} loads`);
  await close();
}

/** The playlist answers, the page does not: nothing is loaded, whatever the digest says. */
async function badGateway(browser, html, report) {
  const { world, page, loads, close } = await play(browser, html, playlist(OLD));
  await hours(page, 1);
  replace(world, playlist(NEW, { player: NEWER }));
  world.files.delete('landscape.html');
  const seen = await sequence(page, 2 * NEWS);
  report.check('it never loads into an error page', (await loads()) === 1 && seen.includes('slides/d.png'), `${await loads()} loads, ${seen.join()}`);
  await close();
}

/** Lets hours pass; the most of each is slept through. */
async function hours(page, count) {
  for (let hour = 0; hour < count; hour += 1) {
    await page.evaluate((seconds) => globalThis.skip(seconds), HOUR - 2 * NEWS);
    await run(page, 2 * NEWS);
  }
}

function replace(world, list) {
  for (const [name, bytes] of files(world.html, list)) world.files.set(name, bytes);
}

async function play(browser, html, list) {
  const opened = await open(browser, files(html, list));
  opened.world.html = html;
  return opened;
}

async function open(browser, all) {
  const world = await onServer(all);
  const tab = await openAt(browser, world.url, BUILT, { viewport: { width: 1280, height: 720 } });
  const close = async () => {
    await tab.context.close();
    await world.stop();
  };
  return { ...tab, world, close };
}
