// Weeks of playing, over http, with a new playlist now and then: neither memory nor document may grow.

import { openAt, run } from './clockwork.mjs';
import { BUILT, files, onServer, playlist, slide } from './world.mjs';

/** How much more there may be at the end than when all has run warm. */
const MARGIN = 1.1;
const WARM = 300;
/** How often the playlist is asked for until it is another one. */
const STALE = 5;

export async function checkWeeks(browser, html, swaps, report) {
  const [one, two] = [['a', 'b', 'c', 'd'], ['c', 'd', 'e', 'f', 'g']].map((names) => playlist(names.map((name) => slide(name, { seconds: 1 }))));
  const all = new Map([...files(html, two), ...files(html, one)]);
  const lists = [one, two].map((list) => Buffer.from(JSON.stringify({ landscape: list })));
  let asked = 0;
  all.set('playlist.json', () => lists[Math.floor((asked += 1) / STALE) % 2]);
  const world = await onServer(all);
  const { context, page, faults } = await openAt(browser, world.url, BUILT, { viewport: { width: 640, height: 360 } });
  const session = await context.newCDPSession(page);
  await page.evaluate(count);
  const early = await play(page, session, WARM);
  const late = await play(page, session, swaps);
  for (const what of ['heap', 'nodes', 'listeners']) {
    report.check(`after ${swaps} swaps: no more ${what}`, late[what] <= early[what] * MARGIN, `${early[what]}, then ${late[what]}`);
  }
  const pictures = [...all.keys()].filter((name) => name.endsWith('.png')).length;
  report.check(`after ${swaps} swaps: no more pictures than there are`, late.urls <= pictures, `${late.urls} of ${pictures}`);
  report.check(`after ${swaps} swaps: the playlist changed`, asked > 2 * STALE, `asked ${asked} times`);
  report.check(`after ${swaps} swaps: no fault`, faults().length === 0, faults().slice(0, 3).join());
  console.log(`${swaps} swaps: heap ${early.heap} bytes, then ${late.heap}; nodes ${early.nodes}, then ${late.nodes}; ${late.urls} pictures`);
  await context.close();
  await world.stop();
}

/** Lets the player go on until it has swapped so often, and measures what it holds. */
async function play(page, session, swaps) {
  while ((await page.evaluate(() => globalThis.swaps)) < swaps) await run(page, 60);
  for (let turn = 0; turn < 3; turn += 1) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
  return { heap: usedSize, nodes, listeners: jsEventListeners, urls: await page.evaluate(() => globalThis.liveUrls()) };
}

/** Runs in the page. */
function count() {
  globalThis.swaps = 0;
  const stage = document.getElementById('stage');
  new MutationObserver((changes) => (globalThis.swaps += changes.length)).observe(stage, { attributes: true, attributeFilter: ['data-file'] });
}
