// A clock of the test's own for a player: hours pass in moments, while pictures and answers take no time at all, because
// the clock waits for them.

import { setTimeout as sleep } from 'node:timers/promises';
import { newTab, visit } from '../browser.mjs';

/** Within so many milliseconds a page is loaded, also on a machine that does much else. */
const LOAD = 900;

/**
 * Opens a player whose clock stands at `time` (seconds since 1970). `random`: what chance gives. `old`: without what
 * Chromium 58 lacks. Slides change at once, since
 * a cross-fade takes real time. `loads()` says how often the page was loaded.
 */
export async function openAt(browser, url, time, { random, old = false, ...options } = {}) {
  const tab = await newTab(browser, { timezoneId: 'Asia/Tokyo', reducedMotion: 'reduce', ...options });
  await tab.page.addInitScript(clockwork, { start: time * 1000, random, old });
  let loads = 0;
  tab.page.on('domcontentloaded', () => (loads += 1));
  await visit(tab.page, { url });
  await run(tab.page, 1.5);
  // A picture in memory has an address too, which is no request.
  const faults = () => tab.faults.filter((fault) => !fault.includes(' blob:'));
  // A page begins to load itself in real time.
  const loaded = async () => {
    await sleep(LOAD);
    return loads;
  };
  return { ...tab, faults, loads: loaded };
}

/** Lets seconds pass. A page that loads itself again goes on with what is left, a second later by real time. */
export async function run(page, seconds) {
  const end = await page.evaluate((wait) => Date.now() + wait, seconds * 1000);
  for (;;) {
    try {
      await page.evaluate((until) => globalThis.runUntil(until), end);
      return;
    } catch (error) {
      if (!/context was destroyed|navigation|navigat/i.test(error.message)) throw error;
      await page.waitForLoadState('load');
    }
  }
}

/** What stands in front: its picture's address, or null where the city's name is seen. */
export function shown(page) {
  return page.evaluate(() => document.getElementById('stage').getAttribute('data-file'));
}

/** The pictures in the order in which they come within `seconds`. */
export async function sequence(page, seconds) {
  await page.evaluate(() => {
    const stage = document.getElementById('stage');
    globalThis.seen = [stage.getAttribute('data-file')];
    globalThis.watcher?.disconnect();
    globalThis.watcher = new MutationObserver(() => globalThis.seen.push(stage.getAttribute('data-file')));
    globalThis.watcher.observe(stage, { attributes: true, attributeFilter: ['data-file'] });
  });
  await run(page, seconds);
  return page.evaluate(() => globalThis.seen);
}

/** Runs in the page before its scripts. Its moment is kept in the window's name, which a reload does not forget. */
function clockwork({ start, random, old }) {
  const real = { setTimeout, Date };
  let now = Number(window.name) || start;
  const origin = now;
  let timers = [];
  let last = 0;
  let waiting = 0;
  const add = (act, wait, every, rest) => {
    timers.push({ id: (last += 1), at: now + Math.max(0, wait || 0), act, every, rest });
    return last;
  };
  const remove = (id) => (timers = timers.filter((timer) => timer.id !== id));
  window.setTimeout = (act, wait, ...rest) => add(act, wait, 0, rest);
  window.setInterval = (act, wait, ...rest) => add(act, wait, wait, rest);
  window.clearTimeout = window.clearInterval = remove;
  performance.now = () => now - origin;
  window.Date = class extends real.Date {
    constructor(...parts) {
      super(...(parts.length ? parts : [now]));
    }
    static now() {
      return now;
    }
  };
  if (random !== undefined) Math.random = () => random;

  // What a browser does meanwhile: answers, pictures, their decoding.
  const begin = () => (waiting += 1);
  const end = () => (waiting -= 1);
  const send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function (...rest) {
    begin();
    this.addEventListener('loadend', end);
    send.apply(this, rest);
  };
  const src = Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, 'src');
  Object.defineProperty(HTMLImageElement.prototype, 'src', {
    ...src,
    set(value) {
      begin();
      const over = () => {
        this.removeEventListener('load', over);
        this.removeEventListener('error', over);
        end();
      };
      this.addEventListener('load', over);
      this.addEventListener('error', over);
      src.set.call(this, value);
    },
  });
  const href = Object.getOwnPropertyDescriptor(HTMLLinkElement.prototype, 'href');
  Object.defineProperty(HTMLLinkElement.prototype, 'href', {
    ...href,
    set(value) {
      begin();
      this.addEventListener('load', end);
      this.addEventListener('error', end);
      href.set.call(this, value);
    },
  });
  const decode = HTMLImageElement.prototype.decode;
  if (old) delete HTMLImageElement.prototype.decode;
  else HTMLImageElement.prototype.decode = function () {
    begin();
    const done = decode.call(this);
    done.then(end, end);
    return done;
  };
  const urls = { live: 0 };
  const { createObjectURL, revokeObjectURL } = URL;
  URL.createObjectURL = (blob) => (urls.live += 1) && createObjectURL.call(URL, blob);
  URL.revokeObjectURL = (url) => (urls.live -= 1) + revokeObjectURL.call(URL, url);
  window.liveUrls = () => urls.live;

  const pause = (milliseconds) => new Promise((done) => real.setTimeout.call(window, done, milliseconds));
  const settled = async () => {
    for (let rounds = 0; waiting > 0 && rounds < 5000; rounds += 1) await pause(1);
  };
  /** As if a machine had slept. */
  window.skip = (seconds) => (now += seconds * 1000);
  window.runUntil = async (until) => {
    await settled();
    for (;;) {
      const next = timers.reduce((first, timer) => (!first || timer.at < first.at ? timer : first), null);
      if (!next || next.at > until) break;
      now = Math.max(now, next.at);
      window.name = String(now);
      if (next.every) next.at = now + next.every;
      else remove(next.id);
      next.act(...next.rest);
      if (waiting > 0) await settled();
    }
    now = Math.max(now, until);
    window.name = String(now);
  };
}
